"""What is wrong with a submission, as a teacher would say it: causes instead of cases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from grader.messages import entries


class Stage(IntEnum):
    """What has to be fixed first: the order in which causes are shown."""

    loading = 0
    nothing_runs = 1
    stops = 2
    kind = 3
    values = 4
    side_effects = 5
    special_inputs = 6
    refusals = 7
    follows = 8
    """Nothing to do: it is right as soon as something else is."""


UNKNOWN, AUTHOR = "none", "case"
"""Sources of causes that nothing explains: of several hints of authors, and of one."""


@dataclass(frozen=True)
class Cause:
    """One cause of failures.

    Attributes:
        stage: when a teacher would speak of it.
        source: what found it: ``mistake``, ``hypothesis``, ``mutation`` and so on; ``case`` for the
            hint of a case's author, ``none`` where nothing explains the cases.
        name: of the mistake or hypothesis; empty where there is none.
        sentence: for a student.
        cases: the names of the failing cases that it explains, in the order of the report.
        case: the name of the one that shows it, a visible one if there is one.
    """

    stage: Stage
    source: str
    name: str
    sentence: str
    cases: tuple[str, ...]
    case: str

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""
        return {
            "stage": self.stage.name,
            "source": self.source,
            "name": self.name or None,
            **entries("sentence", self.sentence),
            "cases": list(self.cases),
            "case": self.case,
        }
