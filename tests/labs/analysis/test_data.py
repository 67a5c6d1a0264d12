"""What is read: students only, first and best, and reports that cannot be read."""

from __future__ import annotations

import pytest
from django.utils import timezone

from courseware.analysis.scope import WHOLE_COURSE, Scope
from courseware.people.models import Enrollment, Section
from labs.analysis.data import best_of, first_of, last_of, load_data
from labs.models import LabRevision
from tests.factories import make_instructor, make_student
from tests.labs.analysis.made import NAMES, hand_in

SLIP = {"source": "mutation", "name": None, "sentence": "A slip."}


def load(lab, scope=WHOLE_COURSE):
    return load_data(lab, scope.students(lab.course))


def test_cases_failures_and_reports_are_read(lab, ben):
    first = hand_in(lab, ben, {1, 2}, causes=[SLIP], hashed="abc")
    best = hand_in(lab, ben, ratio=1.5)
    data = load(lab)
    assert [case.name for case in data.cases] == list(NAMES)
    assert [case.visible for case in data.cases] == [True, False, False]
    assert data.failures == {first.pk: {1, 2}, best.pk: frozenset()}
    assert [each.pk for each in data.submissions] == [first.pk, best.pk]
    assert (data.submissions[0].causes, data.submissions[0].code) == ([SLIP], "abc")
    assert (data.submissions[1].ratio, data.submissions[0].ratio) == ((1.5, 1.5, 1.5), None)
    assert len(data.runs[ben.pk]) == 2


def test_staff_and_trials_do_not_count(lab, ben, ada):
    hand_in(lab, ada)
    hand_in(lab, make_instructor(lab.course, "ivo"))
    hand_in(lab, ben, purpose="trial", score=None)
    data = load(lab)
    assert data.submissions == ()
    assert set(data.runs) == {ben.pk}


def test_a_section_sees_its_students_alone(lab, ben):
    section = Section.objects.create(course=lab.course, name="A")
    inside = make_student(lab.course, "dora")
    Enrollment.objects.get(user=inside).sections.add(section)
    hand_in(lab, ben)
    hand_in(lab, inside)
    data = load(lab, Scope(frozenset([section.pk])))
    assert {each.user for each in data.submissions} == {inside.pk}


def test_first_best_and_last(lab, ben):
    ids = [hand_in(lab, ben, failed).pk for failed in ({0, 1}, {2}, {1}, {0, 1, 2})]
    graded = load(lab).submissions
    picked = [pick(graded)[ben.pk].pk for pick in (first_of, best_of, last_of)]
    assert picked == [ids[0], ids[1], ids[3]]


@pytest.mark.parametrize(
    "broken",
    [
        {"report": {"causes": 3}},
        {"report": {"causes": "none", "performance": None}},
        {"correctness": None},
        {"report": {"performance": {"ratio": "fast", "low": 1, "high": 1}}},
    ],
)
def test_a_report_that_cannot_be_read_is_counted_and_hides_no_other(lab, ben, broken):
    hand_in(lab, ben)
    hand_in(lab, make_student(lab.course, "dora"), **broken)
    data = load(lab)
    assert (len(data.submissions), data.unreadable) == (1, 1)


@pytest.mark.parametrize("report", [{}, [], "text", {"causes": [3, None]}, {"performance": []}])
def test_old_reports_without_causes_or_speed_are_read(lab, ben, report):
    hand_in(lab, ben, report=report)
    (found,) = load(lab).submissions
    assert (list(found.causes), found.ratio, found.code) == ([], None, "")


def test_a_void_time_is_no_ratio(lab, ben):
    performance = {"ratio": 0.1, "low": 0.1, "high": 0.1, "void": True}
    hand_in(lab, ben, report={"performance": performance})
    assert load(lab).submissions[0].ratio is None


def test_other_cases_of_an_older_revision_are_not_compared(lab, ben):
    dora = make_student(lab.course, "dora")
    old = hand_in(lab, ben, {0})
    old.cases.filter(position=2).delete()
    LabRevision.objects.update(current=False)
    LabRevision.objects.create(
        item=lab, digest="new", files={}, number="L1", title="Twice", statement="", starter=""
    )
    new = hand_in(lab, dora)
    data = load(lab)
    assert len(data.submissions) == 2
    assert data.comparable == {new.revision_id}
    assert set(data.failures) == {new.pk}


def test_a_deleted_account_counts_without_code(lab, ben):
    hand_in(lab, ben)
    ben.erased_at = timezone.now()
    ben.save()
    assert [each.has_code for each in load(lab).submissions] == [False]


def test_many_submissions_need_as_many_queries_as_few(lab, django_assert_num_queries):
    for number in range(12):
        student = make_student(lab.course)
        hand_in(lab, student, {number % 3})
        hand_in(lab, student)
    with django_assert_num_queries(5):
        load(lab)


def test_nobody_has_submitted(lab, django_assert_num_queries):
    with django_assert_num_queries(2):
        data = load(lab)
    assert (data.submissions, data.cases, data.failures) == ((), (), {})
