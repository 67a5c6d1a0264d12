"""What a post from the lab page contains: the editor's code, a file's, or both.

What is graded is what the person sees. A file replaces the editor's code without a question
only where nothing was typed since the page was made.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from labs.submissions.code_file import CodeFile, digest, normalize, safe_name
from labs.submissions.refusals import ChoiceNeeded, SubmissionRefused
from labs.submissions.storable import make_storable
from labs.submissions.uploads import uploaded_file

FILE, EDITOR = "file", "editor"  # what the person can choose


@dataclass(frozen=True)
class PostedCode:
    """The code in a post.

    ``loaded_name`` is the file that the editor's code came from, if it is unchanged.
    """

    editor: str
    loaded_name: str = ""
    edited: bool = False  # the editor differs from the code that the page came with
    file: CodeFile | None = None
    choice: str = ""
    upload_error: SubmissionRefused | None = None  # why the uploaded file cannot be read

    @property
    def is_ambiguous(self) -> bool:
        """Whether there are two pieces of code of which neither may be dropped."""
        return (
            self.file is not None
            and self.edited
            and bool(self.editor.strip())
            and self.editor != self.file.code
        )

    @property
    def includes_file(self) -> bool:
        """Whether a file came, readable or not."""
        return self.file is not None or self.upload_error is not None

    def pieces(self) -> list[CodeFile]:
        """All code that came, for a page without an editor."""
        typed = CodeFile(_("Your code"), make_storable(self.editor))
        file = self.file and CodeFile(self.file.name, make_storable(self.file.code))
        return [piece for piece in (typed, file) if piece is not None and piece.code.strip()]

    def code_to_run(self) -> CodeFile:
        """The code to run, with the name of its file if it has one. Raises: SubmissionRefused."""
        if self.upload_error is not None:
            raise self.upload_error
        if self.file is None or self.choice == EDITOR:
            return CodeFile(self.loaded_name, self.editor)
        if self.is_ambiguous and self.choice != FILE:
            raise ChoiceNeeded(
                _(
                    "You uploaded %(name)s, but the editor holds different code. "
                    "Both are below: choose which one to run."
                )
                % {"name": self.file.name}
            )
        return self.file


def posted_answers(text: str) -> PostedCode:
    """The same of a form that asks for answers, as one text."""
    return PostedCode(editor=normalize(text), edited=True)


def read_post(request: HttpRequest) -> PostedCode:
    """What the form of the lab page, or of a refusal's page, has sent."""
    data = request.POST
    editor = normalize(data.get("code", ""))
    file, upload_error = _returned_file(data), None
    choice = request.GET.get("take", "")
    try:
        uploaded = uploaded_file(request.FILES.getlist("file"))
    except SubmissionRefused as refusal:
        uploaded, upload_error = None, refusal
    if uploaded is not None:
        if file is not None and file.code != uploaded.code:
            choice = ""  # the choice was between other code
        file = uploaded
    came_from_file = data.get("loaded_digest") == digest(editor)
    return PostedCode(
        editor=editor,
        loaded_name=safe_name(data.get("loaded_name", "")) if came_from_file else "",
        edited=data.get("shown") != digest(editor),
        file=file,
        choice=choice,
        upload_error=upload_error,
    )


def _returned_file(data: QueryDict) -> CodeFile | None:
    """The file's code that the page of a refusal has handed back."""
    if not data.get("file_code"):
        return None
    name = safe_name(data.get("file_name", "")) or _("your file")
    return CodeFile(name, normalize(data["file_code"]))
