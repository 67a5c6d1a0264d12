"""The code in the editor of a lab page, and what else the page must not lose."""

from __future__ import annotations

from dataclasses import dataclass

from labs.pages.posted_code import PostedCode
from labs.submissions.code_file import CodeFile, digest
from labs.submissions.storable import make_storable


@dataclass(frozen=True)
class Editor:
    """What the form begins with."""

    code: str
    shown: str = ""  # the digest of code that the site has stored; empty for other code
    loaded: CodeFile | None = None  # the file that the code came from
    other: CodeFile | None = None  # a file that came with other code in the editor


def stored_editor(code: str, file_name: str = "") -> Editor:
    """For code that is stored."""
    loaded = CodeFile(file_name, code) if file_name else None
    return Editor(code, shown=digest(code), loaded=loaded)


def editor_after_refusal(posted: PostedCode, stored: Editor) -> Editor:
    """Everything that came with the post, or the stored code if nothing did."""
    if posted.file is not None and not posted.is_ambiguous:
        return Editor(make_storable(posted.file.code), loaded=_displayable(posted.file))
    if not posted.editor.strip():
        return stored
    code = make_storable(posted.editor)
    return Editor(
        code,
        shown="" if posted.edited else digest(code),
        loaded=CodeFile(posted.loaded_name, code) if posted.loaded_name else None,
        other=_displayable(posted.file) if posted.file is not None else None,
    )


def _displayable(file: CodeFile) -> CodeFile:
    return CodeFile(file.name, make_storable(file.code))
