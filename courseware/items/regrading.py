"""What a kind of item offers to have its works graded again (`courseware.regrades`).

Shares are fractions of everything that a work can earn, from 0 to 1, whether it is that of a work,
of a question or of a case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

Cursor = tuple[datetime | None, int]
"""When a work was handed in or graded, and its id: works are taken in this order."""

ROUNDING = 1e-9  # a smaller difference of shares comes from adding up in another order
REVISION, VERSIONS = "revision", "versions"  # causes of a `RegradeNeed`


@dataclass(frozen=True)
class Choice:
    """Something to choose in a form: what is stored, and words for it."""

    value: str
    label: str


@dataclass(frozen=True)
class Selection:
    """What is graded again, and by which revision.

    Attributes:
        revision: the kind's id of it; 0 for the one that is current when the regrade starts.
        part: a question or a case, or empty for all of them.
        users: ids of the people, or ``None`` for everybody.
        work: the only one, or ``None``.
        only_counting: leave out works that do not make a score now.
        measure: measure again what differs from one day to another, as the speed of code.
    """

    revision: int = 0
    part: str = ""
    users: tuple[int, ...] | None = None
    work: int | None = None
    only_counting: bool = False
    measure: bool = False


@dataclass(frozen=True)
class GradedWork:
    """An attempt or submission that has been graded."""

    id: int
    user: int
    cursor: Cursor
    title: str  # a number; `Regrading.title` has the words
    counts: bool


@dataclass(frozen=True)
class PartChange:
    """A question or case of which the points change, as shares of the whole work."""

    part: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Outcome:
    """What grading a work again has found.

    Attributes:
        before, after: its share; ``None`` where it has none.
        parts: those that change.
        payload: what `Regrader.write` needs, as JSON; ``None`` where there is nothing to write.
        kept: parts that keep their points although they were to be graded, with the reason.
        note: what a reader should know of it.
    """

    before: float | None
    after: float | None
    parts: tuple[PartChange, ...] = ()
    payload: Any = None
    kept: tuple[tuple[str, str], ...] = ()
    note: str = ""


class WorkChanged(Exception):
    """The work is no longer as it was when it was graded again."""


class Regrader(Protocol):
    """Grades works of one item again, as a `Selection` says."""

    together: int  # works to read at a time
    lease: timedelta  # the longest that one of them takes

    def count(self) -> int:
        """How many works there are now."""

    def works_after(self, cursor: Cursor, limit: int) -> Sequence[GradedWork]:
        """The next works in order; one that is handed in meanwhile comes at the end."""

    def works(self, ids: Sequence[int]) -> Sequence[GradedWork]:
        """These works, as they are now."""

    def regrade(self, work: GradedWork) -> Outcome:
        """Grades a work that was read last. Writes nothing, and takes as long as it takes.

        Raises: whatever keeps the work from being graded.
        """

    def write(self, work: int, payload: Any, *, by: int | None, reason: str) -> Any:
        """Makes the outcome count, in the caller's transaction.

        Returns: what `restore` needs, as JSON. Raises: WorkChanged.
        """

    def restore(self, work: int, payload: Any, saved: Any, *, by: int | None, reason: str) -> None:
        """Makes the work what it was, in the caller's transaction. Raises: WorkChanged."""


@dataclass(frozen=True)
class RegradeNeed:
    """Why works of an item should be graded again.

    Attributes:
        cause: `REVISION` or `VERSIONS`.
        key: which revision or versions; a need is proposed once for each.
        revision: to grade by.
        parts: what grades otherwise: questions, files or versions.
        works: how many works were graded otherwise.
    """

    cause: str
    key: str
    revision: int
    works: int
    parts: tuple[str, ...] = field(default=())


class Regrading(Protocol):
    """What a kind can grade again."""

    parts_label: str
    """What its parts are, for a form: "Question"."""

    parts_help: str
    """What choosing one does."""

    measures: bool
    """Whether something differs from one day to another (`Selection.measure`)."""

    def revisions(self, item: Any) -> list[Choice]:
        """What can be graded by, the current one first."""

    def parts(self, item: Any) -> list[Choice]:
        """The questions or cases of the current revision."""

    def regrader(self, item: Any, selection: Selection) -> Regrader:
        """For one regrade; ``selection.revision`` is not 0."""

    def title(self, name: str) -> str:
        """What a work with this `GradedWork.title` is called."""

    def url(self, item: Any, work: int) -> str:
        """The page of a work."""

    def needs(self, item: Any) -> list[RegradeNeed]:
        """What differs from what works were graded by, in a fixed number of queries."""
