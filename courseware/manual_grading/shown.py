"""A grade as the student's page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courseware.items.manual import ManualGrade, Remark
from courseware.ui.formatting import number, points


@dataclass(frozen=True)
class ShownLine:
    """A line of the rubric that applies; ``points`` with a sign."""

    text: str
    points: str


@dataclass(frozen=True)
class ShownGrade:
    """``points`` as `3 of 4`; empty where nothing counts or the score is not to be seen."""

    points: str
    lines: tuple[ShownLine, ...]
    adjustment: str
    reason: str
    comment: str
    remarks: tuple[Remark, ...]


def shown_grade(
    stored: Mapping[str, Any], worth: float | None, *, score: bool = True
) -> ShownGrade:
    """``worth`` is what the part counts on every page; its rubric may have been made for more."""
    grade = ManualGrade.from_dict(stored)
    factor = (worth or grade.out_of) / grade.out_of
    return ShownGrade(
        points=points(grade.fraction * worth, worth) if worth and score else "",
        lines=tuple(
            ShownLine(line.text, signed(line.points * factor) if score else "")
            for line in grade.items
        ),
        adjustment=signed(grade.adjustment * factor) if grade.adjustment and score else "",
        reason=grade.reason,
        comment=grade.comment,
        remarks=grade.remarks,
    )


def signed(value: float) -> str:
    """`+1.5`, `−2`, `0`."""
    text = number(value, 2)
    return f"+{text}" if value > 0 else text
