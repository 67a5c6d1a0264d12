"""A student's file as Python text: ``.py`` and Jupyter notebooks.

Nothing here parses or runs the code: a file made to break Python's parser must only ever meet it
inside the sandbox. The file's name decides nothing but its type.

The command line has a reader of its own (`grader.files.submission`) on purpose: it takes what a
machine can grade, while this one must give text that a person reads and goes on editing.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import tokenize
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from labs.submissions.code_file import CodeFile, normalize, safe_name
from labs.submissions.refusals import CodeTooLong, SubmissionRefused

MAX_UPLOAD = 1024 * 1024  # bytes; a notebook carries its outputs along


def uploaded_file(files: Sequence[UploadedFile]) -> CodeFile | None:
    """The code of the file that was uploaded, or ``None`` when there is none.

    Raises: SubmissionRefused: there are several, or what came is not a file of code.
    """
    if not files:
        return None
    if len(files) > 1:
        raise SubmissionRefused(_("Upload one file only."))
    name = safe_name(files[0].name or "")
    code = normalize(read_upload(name, files[0].read(MAX_UPLOAD + 1)))
    if not code.strip():
        raise SubmissionRefused(
            _("There is no code in %(name)s. Choose the file that contains your code.")
            % {"name": name}
        )
    return CodeFile(name, code)


def read_upload(name: str, content: bytes) -> str:
    """The code in a file with this name.

    Raises: SubmissionRefused: it is too large, of another type, or cannot be decoded.
    """
    if len(content) > MAX_UPLOAD:
        raise CodeTooLong(
            _("The file is larger than %(size)d KiB. Upload the code only.")
            % {"size": MAX_UPLOAD // 1024}
        )
    lowered = name.lower()
    if lowered.endswith(".ipynb"):
        return _notebook_code(content)
    if not lowered.endswith(".py"):
        raise SubmissionRefused(_("Upload a Python file (.py) or a Jupyter notebook (.ipynb)."))
    return _decode(content)


def _decode(content: bytes) -> str:
    """As Python reads a file: UTF-8, or what its coding line names."""
    if content.startswith(b"PK\x03\x04"):
        raise SubmissionRefused(
            _("The file is a zip archive. Unpack it and upload the Python file in it.")
        )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SubmissionRefused(_("The file is UTF-16 text. Save it as UTF-8 and upload it again."))
    try:
        encoding, _lines = tokenize.detect_encoding(io.BytesIO(content).readline)
        if not _PLAIN_CODECS.fullmatch(codecs.lookup(encoding).name):
            raise LookupError(encoding)
        text = content.decode(encoding)
    except (SyntaxError, LookupError, UnicodeError):
        raise SubmissionRefused(
            _("The file is not UTF-8 text. Save it as UTF-8 and upload it again.")
        ) from None
    # Stored as text, the code is UTF-8 from here on; its old coding line would lie.
    return text if encoding.startswith("utf-8") else _CODING.sub(r"\1\2 utf-8", text, count=1)


# Encodings of text files, all decoded in linear time. Others are not: a mebibyte of punycode takes
# a minute.
_PLAIN_CODECS = re.compile(
    r"utf-8(-sig)?|ascii|iso8859-\d+|cp\d+|mac-\w+|koi8-\w|tis-620"
    r"|gb\w+|big5\w*|shift_jis\w*|euc_\w+"
)
_CODING = re.compile(r"^([ \t\f]*#.*?)(coding[:=])[ \t]*[-\w.]+", re.MULTILINE)


def _notebook_code(content: bytes) -> str:
    try:
        cells = json.loads(content)["cells"]
        sources = [_cell_source(cell) for cell in cells if cell.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SubmissionRefused(
            _(
                "The site cannot read this notebook. Save it again in Jupyter, "
                "or upload the code as a .py file."
            )
        ) from None
    if not any(source.strip() for source in sources):
        raise SubmissionRefused(
            _("The notebook has no code cell. Write the functions in one and save it.")
        )
    return "\n\n".join(map(_comment_out_magics, sources)) + "\n"


def _cell_source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    if not isinstance(source, str | list):
        raise TypeError("A cell's source is text or a list of lines.")
    return source if isinstance(source, str) else "".join(source)


def _comment_out_magics(source: str) -> str:
    """Lines for IPython become comments, so that line numbers stay."""
    if source.lstrip().startswith("%%"):
        return "\n".join("# " + line for line in source.splitlines())
    return re.sub(r"^(?=[%!])", "# ", source, flags=re.MULTILINE)
