"""Which submissions are compared, and what is subtracted."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from courseware.people.models import Enrollment, Role
from labs.comparisons import Choice
from labs.models import Purpose, State
from labs.similarity import choosing
from tests.factories import make_course, make_instructor, make_item, make_student


def test_the_counting_one_the_last_one_or_all(lab, ben, make_submission) -> None:
    good = make_submission(state=State.DONE, score=90.0)
    bad = make_submission(state=State.DONE, score=10.0)
    waiting = make_submission(state=State.QUEUED)
    make_submission(purpose=Purpose.TRIAL)
    assert choosing.compared_ids(lab, Choice.COUNTING) == [good.pk]
    assert choosing.compared_ids(lab, Choice.LAST) == [waiting.pk]
    assert choosing.compared_ids(lab, Choice.ALL) == [good.pk, bad.pk, waiting.pk]


def test_where_none_counts_yet_the_last_one_is_compared(lab, make_submission) -> None:
    make_submission(state=State.QUEUED)
    last = make_submission(state=State.QUEUED)
    assert choosing.compared_ids(lab, Choice.COUNTING) == [last.pk]


def test_staff_deleted_accounts_and_empty_code_stay_out(lab, ada, course, make_submission) -> None:
    make_submission(user=ada)
    gone = make_student(course, erased_at=timezone.now() - timedelta(days=1))
    make_submission(user=gone)
    make_submission(user=make_student(course), code="")
    assert choosing.compared_ids(lab, Choice.ALL) == []


def test_a_class_is_read_in_two_queries(
    lab, course, make_submission, django_assert_num_queries
) -> None:
    for _ in range(5):
        make_submission(user=make_student(course))
    with django_assert_num_queries(2):
        ids = choosing.compared_ids(lab, Choice.COUNTING)
        assert len(list(choosing.read(ids))) == 5


def test_programs_of_the_lab_are_known(lab) -> None:
    known = choosing.known_programs(lab)
    assert len(known) == 6 and any("NotImplementedError" in each for each in known)
    assert choosing.entry_points(lab) == {"double"}


def test_the_same_lab_in_other_courses_of_the_viewer(lab, ada) -> None:
    mine, others = make_course(), make_course()
    make_instructor(others, "zoe")
    Enrollment.objects.create(user=ada, course=mine, role=Role.INSTRUCTOR)
    earlier = make_item(mine, "lab", slug=lab.slug)
    make_item(mine, "lab", slug="other")
    make_item(others, "lab", slug=lab.slug)
    assert choosing.earlier_items(lab, ada) == [earlier]
