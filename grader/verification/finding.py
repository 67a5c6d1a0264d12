"""What a check has to say: where, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from grader.files.faults import Faults


class Kind(StrEnum):
    """How much a finding weighs: only a ``fault`` keeps a lab from being verified."""

    fault = "fault"
    undecided = "not decided"
    note = "note"


@dataclass(frozen=True)
class Finding:
    """One finding in one file.

    Attributes:
        file: its path.
        line: from 1.
        message: what is wrong.
        remedy: what to do about it; empty where the message says so.
        kind: a fault, something that could not be measured on this machine, or a fact.
    """

    file: str
    line: int
    message: str
    remedy: str = ""
    kind: Kind = Kind.fault

    def __str__(self) -> str:
        kind = "" if self.kind is Kind.fault else f"{self.kind.value}: "
        return f"{self.file}:{self.line}: {kind}{self.sentence}"

    @property
    def sentence(self) -> str:
        """Message and remedy."""
        if not self.remedy:
            return self.message
        end = "" if self.message.endswith((".", "?", "!")) else "."
        return f"{self.message}{end} {self.remedy}"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"kind": self.kind.value}

    @classmethod
    def from_dict(cls, facts: dict[str, Any]) -> Finding:
        """What `as_dict` gave."""
        return cls(**{**facts, "kind": Kind(facts["kind"])})


def findings_of(faults: Faults) -> Iterator[Finding]:
    """The faults of a reader as findings."""
    for fault in faults:
        yield Finding(fault.file, fault.line, fault.message)


def line_with(path: Path, text: str) -> int:
    """The first line of a file that holds a text; 1 where none does or it cannot be read."""
    return next((number for number, line in _lines(path) if text in line), 1)


def line_of_case(path: Path, name: str) -> int:
    """The line of ``cases.py`` that holds a case's name in quotes, or without where none does."""
    quoted = (number for number, line in _lines(path) if f'"{name}"' in line or f"'{name}'" in line)
    return next(quoted, line_with(path, name))


def line_of_key(path: Path, key: str) -> int:
    """The line of a key of a YAML file's mapping; 1 if there is none."""
    return next((number for number, line in _lines(path) if line.startswith(f"{key}:")), 1)


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        return list(enumerate(path.read_text("utf-8").splitlines(), 1))
    except (OSError, UnicodeDecodeError):
        return []
