"""What passes between manual grading and the kinds of items: parts, works, grades. Pure values.

A *part* is what of an item a person grades: an essay question, or the style of a lab's code. A
*work* is one student's answer to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

RESULT = "manual"
"""The key under which a kind keeps a grade among other results of grading."""


@dataclass(frozen=True)
class Criterion:
    """A line of the author's rubric, with which the site's begins."""

    text: str
    points: float


@dataclass(frozen=True)
class ManualPart:
    """What of an item is graded manually. ``name`` is the kind's own, unique in the item.

    ``share`` is how many of 100 points of the item it is worth where the kind adds it to what is
    graded automatically; 0 where the part has its place in the item. An ``optional`` part is graded
    only where somebody made a rubric for it on the site.
    """

    name: str
    title: str
    points: float
    criteria: tuple[Criterion, ...] = ()
    guide: str = ""
    share: float = 0.0
    optional: bool = False


@dataclass(frozen=True)
class ManualWork:
    """One student's work on a part. ``id`` is the kind's own, unique in the part."""

    id: int
    student_id: int
    at: datetime
    graded: bool


@dataclass(frozen=True)
class Counts:
    """How many works of a part there are, and how many of them are graded."""

    total: int
    graded: int

    @property
    def waiting(self) -> int:
        return self.total - self.graded


@dataclass(frozen=True)
class ShownWork:
    """A work as graders see it.

    ``prompt`` is the question in Markdown, ``sample`` an answer of the author's. Remarks are made
    at lines where the work ``is_code``, and at quoted words elsewhere. ``place`` is its reference
    in questions to the staff. ``url`` is its page, which says whose it is.
    """

    text: str
    is_code: bool
    prompt: str = ""
    sample: str = ""
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class Remark:
    """A comment at a line of code, or at words of a text."""

    text: str
    line: int | None = None
    quote: str = ""


@dataclass(frozen=True)
class ManualGrade:
    """What a person gave: the lines of the rubric that apply, and what was said about it.

    Self-contained, as a kind stores it with the work: the student's page needs nothing else.
    """

    points: float
    out_of: float
    items: tuple[Criterion, ...] = ()
    adjustment: float = 0.0
    reason: str = ""
    comment: str = ""
    remarks: tuple[Remark, ...] = ()
    share: float = 0.0

    @property
    def fraction(self) -> float:
        return min(1.0, max(0.0, self.points / self.out_of)) if self.out_of else 0.0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> ManualGrade:
        """The grade that `as_dict` gave."""
        return cls(
            **{
                **stored,
                "items": tuple(Criterion(**item) for item in stored["items"]),
                "remarks": tuple(Remark(**remark) for remark in stored["remarks"]),
            }
        )


def without_quotes(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A stored grade without the words of the student that its remarks quote."""
    grade = ManualGrade.from_dict(stored)
    remarks = tuple(replace(remark, quote="") for remark in grade.remarks)
    return replace(grade, remarks=remarks).as_dict()
