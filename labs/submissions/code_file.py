"""Submitted code as text: its line ends, its length, its digest, the file that it came from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from grader.files.submission import MAX_BYTES
from labs.submissions.refusals import CodeTooLong, SubmissionRefused
from labs.submissions.storable import unstorable_reason

MAX_NAME_LENGTH = 100  # of `Submission.file_name`
MAX_EXTENSION_LENGTH = 10  # a longer one is no extension and may be cut off
MAX_CODE = MAX_BYTES  # the same as on the command line


@dataclass(frozen=True)
class CodeFile:
    """The code of an uploaded file. The name is only ever shown."""

    name: str
    code: str

    @property
    def lines(self) -> int:
        """The number of lines."""
        return line_count(self.code)

    @property
    def digest(self) -> str:
        """See `digest`."""
        return digest(self.code)


def normalize(code: str) -> str:
    """The code with line ends as Python counts them (forms send CR LF), and without a BOM."""
    return code.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def digest(code: str) -> str:
    """A short hash that is the same for every form of line ends."""
    encoded = normalize(code).encode("utf-8", "surrogatepass")
    return hashlib.sha256(encoded).hexdigest()[:32]


def line_count(code: str) -> int:
    """The number of lines; a last line need not end with a line break."""
    return code.count("\n") + (not code.endswith("\n") and code != "")


def check_code(code: str) -> None:
    """Raises: SubmissionRefused: the code is too long, cannot be stored, or is empty."""
    size = len(code.encode("utf-8", "surrogatepass"))
    if size > MAX_CODE:
        raise CodeTooLong(
            _(
                "The code is %(size)d KiB long. A lab accepts up to %(most)d KiB. Nothing "
                "was saved. Shorten the code and send it again."
            )
            % {"size": size // 1024, "most": MAX_CODE // 1024}
        )
    if reason := unstorable_reason(code):
        raise SubmissionRefused(reason)
    if not code.strip():
        raise SubmissionRefused(_("There is no code yet. Write some first."))


def safe_name(name: str) -> str:
    """The file's own name: no folders, nothing that cannot be printed, of a bounded length."""
    base = re.split(r"[/\\]", name)[-1]
    printable = "".join(letter for letter in base if letter.isprintable()).strip()
    if len(printable) <= MAX_NAME_LENGTH:
        return printable
    stem, dot, extension = printable.rpartition(".")
    if not dot or len(extension) > MAX_EXTENSION_LENGTH:
        return printable[:MAX_NAME_LENGTH]
    return f"{stem[: MAX_NAME_LENGTH - len(extension) - 2]}….{extension}"
