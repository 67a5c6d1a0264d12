"""The states of a cell of the gradebook, the same for students and instructors. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courseware.items.progress import Progress
from courseware.ui.formatting import lateness


class CellState(StrEnum):
    """What holds for one person and item; several can hold together.

    In order of precedence: the first that applies is *the* state of the cell.
    """

    EXCUSED = "excused"
    OVERRIDDEN = "overridden"
    NEEDS_GRADING = "needs-grading"
    FAILED = "failed"
    WAITING = "waiting"
    NOT_RELEASED = "not-released"
    LATE = "late"
    GRADED = "graded"
    MISSING = "missing"
    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"
    NOT_STARTED = "not-started"
    NOT_ENTERED = "not-entered"


WORDS: Mapping[CellState, str | Promise] = {
    CellState.EXCUSED: _("Excused"),
    CellState.OVERRIDDEN: _("Override"),
    CellState.NEEDS_GRADING: _("Needs grading"),
    CellState.FAILED: _("Grading failed"),
    CellState.WAITING: _("Submitted, being graded"),
    CellState.NOT_RELEASED: _("Graded, not released"),
    CellState.LATE: _("Late"),
    CellState.GRADED: _("Graded"),
    CellState.MISSING: _("Missing"),
    CellState.IN_PROGRESS: _("In progress"),
    CellState.SUBMITTED: _("Submitted"),
    CellState.NOT_STARTED: _("Not started"),
    CellState.NOT_ENTERED: _("No score entered"),
}
MEANINGS: Mapping[CellState, str] = {
    CellState.EXCUSED: "none",
    CellState.OVERRIDDEN: "none",
    CellState.NEEDS_GRADING: "look",
    CellState.FAILED: "look",
    CellState.WAITING: "waiting",
    CellState.NOT_RELEASED: "waiting",
    CellState.LATE: "late",
    CellState.GRADED: "graded",
    CellState.MISSING: "late",
    CellState.IN_PROGRESS: "started",
    CellState.SUBMITTED: "waiting",
    CellState.NOT_STARTED: "none",
    CellState.NOT_ENTERED: "none",
}
"""Names of states that `courseware.ui.meanings` knows, for the component ``state.html``."""
_OF_PROGRESS = {
    Progress.NEEDS_GRADING: CellState.NEEDS_GRADING,
    Progress.FAILED: CellState.FAILED,
    Progress.WAITING: CellState.WAITING,
    Progress.STARTED: CellState.IN_PROGRESS,
}
_HANDED_IN = {
    *(Progress.NEEDS_GRADING, Progress.FAILED),
    *(Progress.WAITING, Progress.HANDED_IN),
}


@dataclass(frozen=True)
class Facts:
    """What is known of one person and item.

    ``fraction`` is what was computed, ``held`` says that the reader must not see it yet, and
    ``overdue`` that the person's due time is over. ``outside``: nothing is handed in here, the
    staff enters the scores.
    """

    fraction: float | None = None
    override: float | None = None
    excused: bool = False
    late_by: timedelta = timedelta()
    progress: Progress | None = None
    overdue: bool = False
    held: bool = False
    outside: bool = False


def states_of_cell(facts: Facts) -> tuple[CellState, ...]:
    """All that hold, the state of the cell first; never none."""
    holding = _holding(facts)
    return tuple(state for state in CellState if state in holding)


@dataclass(frozen=True)
class Mark:
    """A state as pages write it; ``meaning`` is for the component ``state.html``."""

    state: CellState
    meaning: str
    words: str


def marks_of(states: tuple[CellState, ...], late_by: timedelta) -> list[Mark]:
    """The states in words; that something is graded shows by its score."""
    return [
        Mark(
            state,
            MEANINGS[state],
            lateness(late_by) if state is CellState.LATE else str(WORDS[state]),
        )
        for state in states
        if state is not CellState.GRADED
    ]


def _holding(facts: Facts) -> set[CellState]:
    has_score = facts.fraction is not None or facts.override is not None
    if facts.outside:
        return _entered(facts, has_score)
    found: set[CellState] = set()
    if facts.excused:
        found.add(CellState.EXCUSED)
    if facts.held and has_score:
        found.add(CellState.NOT_RELEASED)
    elif facts.override is not None:
        found.add(CellState.OVERRIDDEN)
    elif facts.fraction is not None:
        found.add(CellState.GRADED)
    if facts.late_by:
        found.add(CellState.LATE)
    if facts.progress in _OF_PROGRESS:
        found.add(_OF_PROGRESS[facts.progress])
    if has_score or facts.excused:
        return found
    if facts.progress == Progress.HANDED_IN:
        found.add(CellState.SUBMITTED)
    if facts.overdue and facts.progress not in _HANDED_IN:
        found.add(CellState.MISSING)
    return found or {CellState.NOT_STARTED}


def _entered(facts: Facts, has_score: bool) -> set[CellState]:
    """Where the staff enters the scores: one that was entered is graded, and nothing is missing."""
    found = {CellState.EXCUSED} if facts.excused else set()
    if has_score:
        found.add(CellState.NOT_RELEASED if facts.held else CellState.GRADED)
    return found or {CellState.NOT_ENTERED}
