"""What stands in the editor of a lab page, and what else the page must not lose."""

from __future__ import annotations

from dataclasses import dataclass

from labs.files import CodeFile, digest
from labs.posted import Posted
from labs.storable import clean


@dataclass(frozen=True)
class Editor:
    code: str
    shown: str = ""  # the digest of code that the site holds; empty for code that it does not
    loaded: CodeFile | None = None  # the file that the code came from
    other: CodeFile | None = None  # a file that came with other code in the editor


def editor_with(code: str, file_name: str = "") -> Editor:
    """For code that is stored."""
    loaded = CodeFile(file_name, code) if file_name else None
    return Editor(code, shown=digest(code), loaded=loaded)


def editor_after(posted: Posted, stored: Editor) -> Editor:
    """For a refusal: everything that came with the post, and the stored code if nothing did."""
    if posted.file is not None and not posted.has_two:
        return Editor(clean(posted.file.code), loaded=_shown(posted.file))
    if not posted.editor.strip():
        return stored
    code = clean(posted.editor)
    return Editor(
        code,
        shown="" if posted.typed else digest(code),
        loaded=CodeFile(posted.loaded_name, code) if posted.loaded_name else None,
        other=_shown(posted.file) if posted.file is not None else None,
    )


def _shown(file: CodeFile) -> CodeFile:
    return CodeFile(file.name, clean(file.code))
