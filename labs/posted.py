"""What a post from the lab page brings: the editor's code, a file's, or both.

What is graded is what the person sees. A file is taken without a question only where the editor
holds nothing that was typed since the page was made.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from labs import uploads
from labs.files import CodeFile, digest, safe_name
from labs.refusals import Refused, Undecided
from labs.storable import clean

FILE, EDITOR = "file", "editor"  # what ``take`` says when the person has chosen


@dataclass(frozen=True)
class Posted:
    """``loaded_name`` is the file that the editor's code came from, if it is unchanged."""

    editor: str
    loaded_name: str = ""
    typed: bool = False  # the editor differs from the code that the page came with
    file: CodeFile | None = None
    take: str = ""
    trouble: Refused | None = None  # why the uploaded file cannot be read

    @property
    def has_two(self) -> bool:
        """Two pieces of code of which neither may be dropped."""
        return (
            self.file is not None
            and self.typed
            and bool(self.editor.strip())
            and self.editor != self.file.code
        )

    @property
    def brought_file(self) -> bool:
        return self.file is not None or self.trouble is not None

    def pieces(self) -> list[CodeFile]:
        """All code that came, for a page without an editor."""
        typed = CodeFile("Your code", clean(self.editor))
        file = self.file and CodeFile(self.file.name, clean(self.file.code))
        return [piece for piece in (typed, file) if piece is not None and piece.code.strip()]

    def chosen(self) -> CodeFile:
        """The code to run, with the name of its file if it has one. Raises: Refused."""
        if self.trouble is not None:
            raise self.trouble
        if self.file is None or self.take == EDITOR:
            return CodeFile(self.loaded_name, self.editor)
        if self.has_two and self.take != FILE:
            raise Undecided(
                f"You sent {self.file.name}, and the editor holds other code. "
                "Both are below: choose which one is run."
            )
        return self.file


def posted(request: HttpRequest) -> Posted:
    data = request.POST
    editor = uploads.normal(data.get("code", ""))
    file, trouble = _kept_file(data), None
    take = request.GET.get("take", "")
    try:
        uploaded = uploaded_file(request)
    except Refused as refusal:
        uploaded, trouble = None, refusal
    if uploaded is not None:
        if file is not None and file.code != uploaded.code:
            take = ""  # the choice was between other code
        file = uploaded
    came_from_file = data.get("loaded_digest") == digest(editor)
    return Posted(
        editor=editor,
        loaded_name=safe_name(data.get("loaded_name", "")) if came_from_file else "",
        typed=data.get("shown") != digest(editor),
        file=file,
        take=take,
        trouble=trouble,
    )


def uploaded_file(request: HttpRequest) -> CodeFile | None:
    """The file of a post. Raises: Refused."""
    files = request.FILES.getlist("file")
    if not files:
        return None
    if len(files) > 1:
        raise Refused("Send one file. Of several, nobody could say which one is to be graded.")
    name = safe_name(files[0].name or "")
    code = uploads.normal(uploads.read_upload(name, files[0].read(uploads.MAX_UPLOAD + 1)))
    if not code.strip():
        raise Refused(f"There is no code in {name}. Choose the file that holds your code.")
    return CodeFile(name, code)


def _kept_file(data: QueryDict) -> CodeFile | None:
    """The file's code that the page of a refusal has handed back."""
    if not data.get("file_code"):
        return None
    name = safe_name(data.get("file_name", "")) or "your file"
    return CodeFile(name, uploads.normal(data["file_code"]))
