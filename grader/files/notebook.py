"""Reads Jupyter notebooks: one reader for the command line and the site.

`notebook_source` gives one Python text with a comment at the start of each cell (`cells`). What a
notebook shows (outputs, attachments, text cells) is dropped before anything else is done with it:
it counts for nothing but the size of the file.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from typing import Any

from grader.files.cells import heading, hide_headings
from grader.files.invalid_source import InvalidSource
from grader.files.ipython_syntax import MAX_WORK, command_work, to_python
from grader.messages import message

MAX_NOTEBOOK_BYTES = 7 * 1024 * 1024
"""Of a notebook with its figures. A request to the site may have 8 MiB, form and code included."""
MAX_CELLS = 2000
MAX_BRACKETS = 400_000
"""Each makes an object of some 64 bytes; a notebook with figures has hundreds."""
_OLDEST, _NEWEST = 3, 4
"""Formats (``nbformat``) that are read; the site of Jupyter has converted older ones since 2014."""

_BEGINNING = "# The code cells of a notebook; text cells are not counted."
_DISPLAY = """
def display(*values, **_options):  # as a notebook's
    print(*values, sep="\\n")
"""
_GET_IPYTHON = """
def get_ipython():  # a notebook's; what is asked of it does nothing here
    class InteractiveShell:
        def __getattr__(self, name):
            return lambda *_arguments, **_options: None
    return InteractiveShell()
"""
_FUTURE = re.compile(r"^from __future__ import [^\n]+$", re.MULTILINE)


def notebook_source(data: bytes, most: int) -> str:
    """The code cells in order as one Python text; a later definition wins.

    Args:
        data: the file's bytes.
        most: bytes of code that are accepted.

    Raises: InvalidSource: it is too large, damaged, for another language, or has no code.
    """
    cells = [_text_of(cell) for cell in _code_cells(_load(data))]
    if len(cells) > MAX_CELLS:
        raise InvalidSource(
            message(
                "The notebook has {cells} code cells; at most {most} are graded.",
                cells=f"{len(cells):,}",
                most=f"{MAX_CELLS:,}",
            ),
            too_large=True,
        )
    size = sum(len(cell.encode("utf-8", "surrogatepass")) for cell in cells)
    if size > most:
        raise InvalidSource(
            message(
                "The notebook has {bytes} bytes of code; at most {most} are graded. Remove data "
                "from its cells.",
                bytes=f"{size:,}",
                most=f"{most:,}",
            ),
            too_large=True,
        )
    if not any(cell.strip() for cell in cells):
        raise InvalidSource(
            message("The notebook has no code cell. Write the functions in one and save it.")
        )
    return _joined({number: cell for number, cell in enumerate(cells, 1) if cell.strip()})


def _load(data: bytes) -> dict[str, Any]:
    """The notebook's JSON, its size and nesting bounded first."""
    if len(data) > MAX_NOTEBOOK_BYTES:
        raise InvalidSource(
            message(
                "The notebook is larger than {most} MiB. Clear its outputs (in Jupyter: Kernel, "
                "Restart & Clear Output), save it and send it again.",
                most=MAX_NOTEBOOK_BYTES >> 20,
            ),
            too_large=True,
        )
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS:
        raise InvalidSource(
            message(
                "The notebook holds too much data. Clear its outputs, save it and send it again."
            ),
            too_large=True,
        )
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidSource(
            message(
                "The notebook is damaged: it is not valid JSON. Open it in Jupyter and save it "
                "again, or send the code as a .py file."
            )
        ) from error
    if not isinstance(notebook, dict):
        raise _unreadable()
    return notebook


def _code_cells(notebook: dict[str, Any]) -> list[Any]:
    """The code cells as nbformat has them in format 4, without outputs."""
    notebook.setdefault("nbformat", 4 if "cells" in notebook else 3)
    notebook.setdefault("nbformat_minor", 0)
    if notebook["nbformat"] not in (_OLDEST, _NEWEST):
        raise InvalidSource(
            message(
                "The notebook has format {format}; formats 3 and 4 are read. Open it in a "
                "current Jupyter and save it again.",
                format=str(notebook["nbformat"])[:20],
            )
        )
    _check_language(notebook.get("metadata"))
    notebook["metadata"] = {}
    try:
        _drop_outputs(notebook)
        cells = _upgraded(notebook).cells
        code = [cell for cell in cells if cell.cell_type == "code"]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise _unreadable() from error
    return code


def _drop_outputs(notebook: dict[str, Any]) -> None:
    """Leaves the code cells and nothing in them but code, in either format."""
    old = notebook["nbformat"] == _OLDEST
    for sheet in notebook["worksheets"] if old else [notebook]:
        sheet["cells"] = [
            {
                "cell_type": "code",
                "metadata": {},
                "outputs": [],
                **(
                    {"input": cell["input"], "language": "python", "collapsed": False}
                    if old
                    else {"source": cell["source"], "execution_count": None}
                ),
            }
            for cell in sheet["cells"]
            if cell.get("cell_type") == "code"
        ]


def _upgraded(notebook: dict[str, Any]) -> Any:
    """The notebook in format 4. nbformat is imported here: it takes a quarter of a second."""
    import nbformat

    major, minor = notebook["nbformat"], notebook["nbformat_minor"]
    log = logging.getLogger("traitlets")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about ids of cells, which older programs leave out
        log.disabled = True  # and the same in the log
        try:
            read = nbformat.versions[major].to_notebook_json(notebook, minor=minor)
            return nbformat.convert(read, _NEWEST)
        finally:
            log.disabled = False


def _check_language(metadata: Any) -> None:
    """Raises: InvalidSource: the notebook says that it is for another language than Python."""
    for part, key in (("language_info", "name"), ("kernelspec", "language")):
        about = metadata.get(part) if isinstance(metadata, dict) else None
        language = about.get(key) if isinstance(about, dict) else None
        if isinstance(language, str) and language and "python" not in language.lower():
            raise InvalidSource(
                message(
                    "The notebook is written in {language}; labs are written in Python.",
                    language=language[:30],
                )
            )


def _unreadable() -> InvalidSource:
    return InvalidSource(
        message(
            "This is not a notebook that can be read. Open it in Jupyter and save it again, or "
            "send the code as a .py file."
        )
    )


def _text_of(cell: Any) -> str:
    if not isinstance(cell.source, str):
        raise _unreadable()
    return cell.source.replace("\r\n", "\n").replace("\r", "\n")


def _joined(cells: dict[int, str]) -> str:
    """The cells by their numbers, and before them what all of them need."""
    texts: list[str] = []
    futures: dict[str, None] = {}
    work = 0
    for number, cell in cells.items():
        work += command_work(cell)
        code = hide_headings(to_python(cell, commands=work <= MAX_WORK)).rstrip()
        futures |= dict.fromkeys(_FUTURE.findall(code))  # Python wants them first
        code = _FUTURE.sub(r"# \g<0>", code)
        texts.append(f"{heading(number)}\n{code}\n")
    code = "\n".join(texts)
    shims = [
        shim
        for name, shim in (("display", _DISPLAY), ("get_ipython", _GET_IPYTHON))
        if re.search(rf"\b{name}\(", code)
    ]
    return "\n".join([_BEGINNING, *futures, *shims, "", code])
