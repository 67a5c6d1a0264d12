"""A student's file as Python text: ``.py`` and Jupyter notebooks.

Nothing here parses or runs the code: a file made to break Python's parser must only ever meet it
inside the sandbox. The file's name decides nothing but its form and is not kept.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import tokenize
from typing import Any

from labs.refusals import Refused, TooMuch

MAX_CODE = 256 * 1024  # bytes; the longest honest solution is a twentieth of that
MAX_UPLOAD = 1024 * 1024  # a notebook carries its outputs along


def read_upload(name: str, content: bytes) -> str:
    """The code in an uploaded file; refuses what cannot be one."""
    if len(content) > MAX_UPLOAD:
        raise TooMuch(f"The file is larger than {MAX_UPLOAD // 1024} KiB. Send the code alone.")
    lowered = name.lower()
    if lowered.endswith(".ipynb"):
        return _notebook(content)
    if not lowered.endswith(".py"):
        raise Refused("Send a Python file (.py) or a Jupyter notebook (.ipynb).")
    return _decoded(content)


def normal(code: str) -> str:
    """Line ends as Python counts them; forms send CR LF."""
    return code.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def check_length(code: str) -> None:
    size = len(code.encode("utf-8", "surrogatepass"))
    if size > MAX_CODE:
        raise TooMuch(
            f"The code is {size // 1024} KiB long; a lab takes up to {MAX_CODE // 1024} KiB. "
            "Nothing was stored. Shorten it and send it again."
        )


def _decoded(content: bytes) -> str:
    """As Python reads a file: UTF-8, or what its coding line names."""
    if content.startswith(b"PK\x03\x04"):
        raise Refused("The file is a zip archive. Unpack it and send the Python file in it.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused("The file is UTF-16 text. Save it as UTF-8 and send it again.")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        if not _PLAIN_CODECS.fullmatch(codecs.lookup(encoding).name):
            raise LookupError(encoding)
        text = content.decode(encoding)
    except (SyntaxError, LookupError, UnicodeError):
        raise Refused("The file is not UTF-8 text. Save it as UTF-8 and send it again.") from None
    # Stored as text, the code is UTF-8 from here on; its old coding line would lie.
    return text if encoding.startswith("utf-8") else _CODING.sub(r"\1\2 utf-8", text, count=1)


# Encodings of text files, all decoded in linear time. Others are not: a mebibyte of punycode takes
# a minute.
_PLAIN_CODECS = re.compile(
    r"utf-8(-sig)?|ascii|iso8859-\d+|cp\d+|mac-\w+|koi8-\w|tis-620"
    r"|gb\w+|big5\w*|shift_jis\w*|euc_\w+"
)
_CODING = re.compile(r"^([ \t\f]*#.*?)(coding[:=])[ \t]*[-\w.]+", re.MULTILINE)


def _notebook(content: bytes) -> str:
    try:
        cells = json.loads(content)["cells"]
        sources = [_source(cell) for cell in cells if cell.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(
            "The file is not a notebook that can be read. Save it again in Jupyter, "
            "or send the code as a .py file."
        ) from None
    if not any(source.strip() for source in sources):
        raise Refused("The notebook has no code cell. Write the functions into one and save it.")
    return "\n\n".join(map(_without_magics, sources)) + "\n"


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    if not isinstance(source, str | list):
        raise TypeError("A cell's source is text or a list of lines.")
    return source if isinstance(source, str) else "".join(source)


def _without_magics(source: str) -> str:
    """Lines for IPython become comments, so that line numbers stay."""
    if source.lstrip().startswith("%%"):
        return "\n".join("# " + line for line in source.splitlines())
    return re.sub(r"^(?=[%!])", "# ", source, flags=re.MULTILINE)
