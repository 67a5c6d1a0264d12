"""A student's file as Python text: ``.py`` and Jupyter notebooks.

Nothing here parses or runs the code: a file made to break Python's parser must not meet it in a
process of the site. The file's name decides nothing but its type. Notebooks are read as on the
command line (`grader.files.notebook`). Python files become text here, because a person reads it and
goes on editing.
"""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from courseware.ui.grader_messages import translated
from grader.files.invalid_source import InvalidSource
from grader.files.notebook import MAX_NOTEBOOK_BYTES, notebook_source
from labs.submissions.code_file import MAX_CODE, CodeFile, normalize, safe_name
from labs.submissions.refusals import CodeTooLong, SubmissionRefused

MAX_UPLOAD = 1024 * 1024  # bytes of a Python file: one with data in it is refused with its size


def uploaded_file(files: Sequence[UploadedFile]) -> CodeFile | None:
    """The code of the file that was uploaded, or ``None`` when there is none.

    Raises: SubmissionRefused: there are several, or what came is not a file of code.
    """
    if not files:
        return None
    if len(files) > 1:
        raise SubmissionRefused(_("Upload one file only."))
    name = safe_name(files[0].name or "")
    code = normalize(read_upload(name, files[0].read(MAX_NOTEBOOK_BYTES + 1)))
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
    lowered = name.lower()
    if lowered.endswith(".ipynb"):
        return _notebook_code(content)
    if len(content) > MAX_UPLOAD:
        raise CodeTooLong(
            _("The file is larger than %(size)d KiB. Upload the code only.")
            % {"size": MAX_UPLOAD // 1024}
        )
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
        return notebook_source(content, MAX_CODE)
    except InvalidSource as error:
        refused = CodeTooLong if error.too_large else SubmissionRefused
        raise refused(translated(error.message)) from None
