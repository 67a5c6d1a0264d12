"""What a check is; each module of `grader.verification.checks` holds one, as ``CHECK``."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from grader.verification.finding import Finding
from grader.verification.subject import Subject

_PACKAGE = "grader.verification.checks"
_FOLDER = Path(__file__).parent / "checks"


@dataclass(frozen=True)
class Effort:
    """How much is tried.

    Attributes:
        seeds: draws of the hidden cases on which each program is tried.
        orders: how often the order of the solutions' speed is found.
        quick: only what takes no more than a second: no explanation, no mutant, no time.
    """

    seeds: int = 3
    orders: int = 1
    quick: bool = False


QUICK = Effort(seeds=1, quick=True)
THOROUGH = Effort(seeds=20, orders=20)


@dataclass(frozen=True)
class Check:
    """One thing that a lab promises.

    Attributes:
        promise: in a few words, for the list of checks.
        place: among the checks, which are reported in this order.
        run: gives the findings.
        quick: whether the quick part and ``check_course`` have it.
        needs_lab: whether it waits until the lab's cases can be made and answered.
        timed: whether it measures time, so that no two such checks run at once.
        formats: of the labs that have it; all where none is named. Such a check needs the lab.
        after: the check that leaves in the subject what this one needs, if it is made: both have
            one subject.
    """

    promise: str
    place: int
    run: Callable[[Subject, Effort], Iterable[Finding]]
    quick: bool = False
    needs_lab: bool = True
    timed: bool = False
    formats: tuple[str, ...] = ()
    after: str = ""


@cache
def all_checks() -> dict[str, Check]:
    """Every check by the name of its module, in order of place."""
    names = [module.name for module in pkgutil.iter_modules([str(_FOLDER)])]
    found = {name: import_module(f"{_PACKAGE}.{name}").CHECK for name in names}
    return dict(sorted(found.items(), key=lambda item: item[1].place))


def checks_for(effort: Effort) -> dict[str, Check]:
    """The checks that are run: all, or those of the quick part."""
    return {name: check for name, check in all_checks().items() if check.quick or not effort.quick}
