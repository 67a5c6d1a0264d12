"""A file's code beside its name, and how the site knows code again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from labs import uploads

NAME_LENGTH = 100


@dataclass(frozen=True)
class CodeFile:
    """The code of an uploaded file. The name is only ever shown."""

    name: str
    code: str

    @property
    def lines(self) -> int:
        return line_count(self.code)

    @property
    def digest(self) -> str:
        return digest(self.code)


def digest(code: str) -> str:
    """Tells two pieces of code apart; the same for every form of line ends."""
    encoded = uploads.normal(code).encode("utf-8", "surrogatepass")
    return hashlib.sha256(encoded).hexdigest()[:32]


def line_count(code: str) -> int:
    return code.count("\n") + (not code.endswith("\n") and code != "")


def safe_name(name: str) -> str:
    """The file's own name: no folders, nothing that cannot be printed, of a bounded length."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(letter for letter in last if letter.isprintable()).strip()
    if len(kept) <= NAME_LENGTH:
        return kept
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 10:
        return kept[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - len(ending) - 2]}….{ending}"
