"""Grades as plain values."""

from __future__ import annotations

import json

from courseware.items.manual import Counts, Criterion, ManualGrade, Remark

GRADE = ManualGrade(
    points=2.5,
    out_of=4,
    items=(Criterion("Names the slope", 2),),
    adjustment=0.5,
    reason="A good thought.",
    comment="$x$",
    remarks=(Remark("Why?", line=3), Remark("So?", quote="it stops")),
    share=20,
)


def test_a_grade_survives_being_stored_as_json():
    assert ManualGrade.from_dict(json.loads(json.dumps(GRADE.as_dict()))) == GRADE


def test_the_fraction_stays_between_nothing_and_all():
    assert GRADE.fraction == 0.625
    assert ManualGrade(points=5, out_of=4).fraction == 1.0
    assert ManualGrade(points=0, out_of=0).fraction == 0.0


def test_what_is_not_graded_waits():
    assert Counts(5, 2).waiting == 3
