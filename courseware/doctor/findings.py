"""What a check found, and where checks are registered.

A check is a function that yields findings. Those of the site are the modules of
`courseware.doctor.checks`; an app adds its own in a module ``doctor`` of the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

Check = Callable[[], Iterable["Finding"]]
Canary = Callable[[float], Iterable["Finding"]]


class Level(StrEnum):
    """How bad it is: the site works with a warning."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``sentence`` says what to do unless it is ok."""

    name: str
    level: Level
    sentence: str

    def as_dict(self) -> dict[str, str]:
        return {"name": self.name, "level": self.level.value, "sentence": self.sentence}


def ok(name: str, sentence: str) -> Finding:
    return Finding(name, Level.OK, sentence)


def warn(name: str, sentence: str) -> Finding:
    return Finding(name, Level.WARNING, sentence)


def failed(name: str, sentence: str) -> Finding:
    return Finding(name, Level.FAILED, sentence)


CHECKS: dict[str, Check] = {}
CANARIES: dict[str, Canary] = {}


def check(group: str) -> Callable[[Check], Check]:
    """Registers the function as the checks of a group, under the heading ``group``."""

    def register(function: Check) -> Check:
        CHECKS[group] = function
        return function

    return register


def canary(group: str) -> Callable[[Canary], Canary]:
    """Registers real work for ``--canary``; the function gets the seconds that it may wait."""

    def register(function: Canary) -> Canary:
        CANARIES[group] = function
        return function

    return register
