"""What the database itself refuses of grades that people give."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.manual_grading.models import (
    Claim,
    Mark,
    MarkChange,
    MarkRemark,
    Rubric,
    RubricItem,
    SavedComment,
)
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db


def refused(build) -> bool:
    try:
        with transaction.atomic():
            build()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def plain(course):
    """A rubric of an item that no kind need know."""
    return Rubric.objects.create(item=make_item(course), part="why", title="Why", out_of=4)


@pytest.fixture
def mark(plain, ben):
    return Mark.objects.create(rubric=plain, work=1, student=ben, points=2.5, at=timezone.now())


def test_a_part_has_one_rubric_worth_something(course, plain):
    fields = {"part": "why", "title": "Why"}
    assert refused(lambda: Rubric.objects.create(item=plain.item, out_of=4, **fields))
    Rubric.objects.create(item=plain.item, part="how", title="How", out_of=4)
    other = make_item(course)
    for nothing in (0, -1):
        assert refused(
            lambda nothing=nothing: Rubric.objects.create(item=other, out_of=nothing, **fields)
        )
    assert plain.anonymous and not plain.held and not plain.counts_down


def test_its_page_is_its_queue(plain):
    assert plain.get_absolute_url().startswith("/courses/ml/")
    assert str(plain) == f"{plain.item}: Why"


def test_lines_are_in_their_order_and_equal_ones_in_that_of_making(plain):
    places = [2, 1, 1]
    lines = [
        RubricItem.objects.create(rubric=plain, position=place, text=str(n), points=n)
        for n, place in enumerate(places)
    ]
    assert list(plain.items.all()) == [lines[1], lines[2], lines[0]]


def test_a_work_has_one_mark_and_one_claim(course, plain, mark, ben, ada):
    now = timezone.now()
    again = {"rubric": plain, "work": 1, "student": make_student(course), "points": 1, "at": now}
    assert refused(lambda: Mark.objects.create(**again))
    Claim.objects.create(rubric=plain, work=1, by=ada, until=now)
    assert refused(lambda: Claim.objects.create(rubric=plain, work=1, by=ben, until=now))
    Claim.objects.create(rubric=plain, work=2, by=ada, until=now)


def test_remarks_are_in_the_order_of_lines(mark):
    made = [MarkRemark.objects.create(mark=mark, line=line, text="x") for line in (7, 2, 2)]
    assert list(mark.remarks.all()) == [made[1], made[2], made[0]]


def test_history_and_comments_say_enough_in_a_list(plain, mark, ada):
    change = MarkChange.objects.create(
        mark=mark, after=2.5, reason="Names the slope.", by=ada, at=timezone.now()
    )
    assert str(change).endswith(" Names the slope.")
    assert str(mark) == "2.5 of 4"
    assert len(str(SavedComment(rubric=plain, text="x" * 200))) == 80


def test_the_history_is_read_the_newest_first(mark):
    now = timezone.now()
    rows = [MarkChange.objects.create(mark=mark, after=n, reason="x", at=now) for n in range(3)]
    assert list(mark.changes.all()) == rows[::-1]


def test_a_grade_outlives_the_grader_and_goes_with_the_student(mark, ada, ben):
    mark.by = ada
    mark.save()
    ada.delete()
    mark.refresh_from_db()
    assert mark.by is None
    ben.delete()
    assert not Mark.objects.exists()
