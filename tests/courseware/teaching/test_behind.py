"""Figures of a class: real work in quizzes and labs, extensions, sections, deleted accounts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.items.models import Item
from courseware.items.selectors import items_of
from courseware.people.models import Enrollment
from courseware.people.selectors import students_of
from courseware.teaching.behind import falling_behind, figures_of
from tests.factories import make_extension, make_item, make_score, make_student
from tests.labs.analysis.made import hand_in

NOW = timezone.now()
DAY = timedelta(days=1)


def figures(course):
    return figures_of(course, list(items_of(course)), students_of(course), NOW)


@pytest.fixture
def due(course):
    """Three items that were due lately, one long ago, one to come."""
    days = (-3, -6, -9, -60, 5)
    return [make_item(course, due_at=NOW + day * DAY) for day in days]


def test_who_has_begun_nothing_misses_all_that_was_due_lately(course, ben, due):
    found = figures(course)[ben.pk]
    assert (found.due, found.begun, found.missing, found.last_work) == (3, 0, 3, None)


def test_work_in_labs_counts_and_says_when(course, ben, due, lab):
    Item.objects.filter(pk=lab.pk).update(due_at=NOW - DAY)
    hand_in(lab, ben, {0})
    found = figures(course)[ben.pk]
    assert (found.due, found.begun) == (4, 1)
    assert found.last_work is not None


def test_an_extension_that_still_runs_misses_nothing_yet(course, ben, due):
    make_extension(due[0], ben, due_at=NOW + DAY)
    make_extension(due[1], ben, due_at=NOW - DAY)
    assert figures(course)[ben.pk].missing == 2


def test_who_is_excused_misses_nothing(course, ben, due):
    make_score(due[0], ben, None, excused=True)
    assert figures(course)[ben.pk].missing == 2


def test_stuck_students_are_told_with_the_lab(course, ben, lab):
    for _ in range(5):
        hand_in(lab, ben, {1})
    assert figures(course)[ben.pk].stuck == ((lab.title, 5),)
    hand_in(lab, ben)
    assert figures(course)[ben.pk].stuck == ()


def test_a_lab_that_has_closed_is_no_place_to_be_stuck(course, ben, lab):
    Item.objects.filter(pk=lab.pk).update(closes_at=NOW - DAY)
    for _ in range(5):
        hand_in(lab, ben, {1})
    assert figures(course)[ben.pk].stuck == ()


def test_means_of_what_was_due_lately_and_before(course, ben, due):
    for item, fraction in zip(due, (0.2, 0.4, 0.6, 0.9, 1.0), strict=True):
        make_score(item, ben, fraction)
    make_score(due[0], make_student(course), 1.0)
    found = figures(course)[ben.pk]
    assert found.mean_lately == pytest.approx(0.4)
    assert (found.mean_before, found.scores_lately, found.scores_before) == (0.9, 3, 1)


def test_students_are_listed_with_reasons_the_most_urgent_first(course, ben, due):
    make_student(course, "dora")
    Enrollment.objects.update(enrolled_at=NOW - 40 * DAY)
    Enrollment.objects.filter(user=ben).update(enrolled_at=NOW)
    found = falling_behind(students_of(course), figures(course), NOW)
    assert [(each.user.username, each.rules) for each in found] == [
        ("dora", ["missing", "inactive"]),
        ("ben", ["missing"]),
    ]


def test_deleted_accounts_are_not_listed(course, ben, due):
    ben.is_active = False
    ben.save()
    assert falling_behind(students_of(course), figures(course), NOW) == []


def test_staff_are_not_listed(course, ada, due):
    assert ada.pk not in figures(course)


def test_an_empty_class_and_a_course_without_dates(course, ada):
    make_item(course)
    assert falling_behind(students_of(course), figures(course), NOW) == []


def test_queries_do_not_grow_with_the_class(course, due, lab, django_assert_max_num_queries):
    Item.objects.filter(pk=lab.pk).update(due_at=NOW - DAY)
    items = list(items_of(course))
    for _ in range(12):
        make_student(course)
    with django_assert_max_num_queries(11):
        assert len(figures_of(course, items, students_of(course), NOW)) == 12
