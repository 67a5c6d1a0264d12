"""The parts of a course and the queue of a part."""

from __future__ import annotations

import pytest
from django.http import Http404

from courseware.items.manual import Counts
from courseware.manual_grading.claims import claim
from courseware.manual_grading.selectors import part_or_404, parts_of, queue_of
from courseware.manual_grading.services import Given, save_mark, start_rubric
from courseware.people.models import User
from tests.factories import make_student

pytestmark = pytest.mark.django_db


def everybody():
    return User.objects.filter(enrollments__role="student")


def test_parts_with_the_work_that_waits(course, essay, lab, submission, students):
    quiz_row, lab_row = parts_of(course, everybody())
    assert (quiz_row.item, quiz_row.part.title, quiz_row.counts) == (essay, "Answer", Counts(4, 0))
    assert (lab_row.part.title, lab_row.part.share, lab_row.counts) == (
        "Code style",
        20.0,
        Counts(1, 0),
    )


def test_held_grades_count_as_graded(course, rubric, works, ada):
    rubric.held = True
    rubric.save()
    save_mark(rubric=rubric, work=works[0], given=Given(), by=ada, seen=0)
    (row,) = parts_of(course, everybody())
    assert row.counts == Counts(4, 1)


def test_the_queue_names_nobody_until_all_is_graded_and_then_those_who_may(rubric, works, ada):
    queue = queue_of(rubric, everybody(), ada, may_see_grades=True)
    assert not queue.named and all(row.name.startswith("Student ") for row in queue.rows)
    for work in works:
        save_mark(rubric=rubric, work=work, given=Given(), by=ada, seen=0)
    assert not queue_of(rubric, everybody(), ada).named
    queue = queue_of(rubric, everybody(), ada, may_see_grades=True)
    assert {row.name for row in queue.rows} == {"Dora", "Emil", "Fred", "Gina"}
    assert queue.by_grader == [("Ada", 4)]


def test_what_waits_begins_behind_the_work_at_hand_and_leaves_out_what_others_have(
    rubric, works, ada, grader
):
    codes = [row.code for row in queue_of(rubric, everybody(), ada).rows]
    assert codes == sorted(codes)
    by_code = {row.code: row.work.id for row in queue_of(rubric, everybody(), ada).rows}
    claim(rubric=rubric, work=by_code[codes[2]], by=grader)
    queue = queue_of(rubric, everybody(), ada)
    expected = [by_code[codes[place]] for place in (3, 0)]
    assert queue.waiting_after(codes[1]) == expected
    assert queue.neighbors(codes[0]) == ("", codes[1])


def test_a_queue_takes_as_many_queries_for_any_class(
    rubric, works, ada, course, hand_in, django_assert_num_queries
):
    with django_assert_num_queries(3):
        queue_of(rubric, everybody(), ada)
    for _ in range(3):
        hand_in(make_student(course))
    with django_assert_num_queries(3):
        assert len(queue_of(rubric, everybody(), ada).rows) == 7


def test_a_part_that_is_not_there(essay):
    with pytest.raises(Http404):
        part_or_404(essay, "how")


def test_a_lab_without_style_is_optional_and_not_counted(course, lab, submission, ada):
    revision = lab.lab_revisions.get()
    revision.style = {}
    revision.save()
    (row,) = parts_of(course, everybody())
    assert row.part.optional and row.counts == Counts(0, 0)
    start_rubric(item=lab, part=row.part, by=ada, share=30)
    (row,) = parts_of(course, everybody())
    assert row.rubric.share == 30 and row.counts == Counts(1, 0)
