"""Saving grades: what is stored, what the kind is told, and who comes second."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from courseware.gradebook.models import Score
from courseware.items.kinds import kind_named
from courseware.items.manual import ManualGrade, Remark
from courseware.items.models import Item
from courseware.manual_grading.claims import claim
from courseware.manual_grading.models import Claim, Mark, MarkRemark
from courseware.manual_grading.selectors import part_or_404
from courseware.manual_grading.services import (
    Given,
    NewerMark,
    erase,
    given_in,
    save_mark,
    start_rubric,
)
from courseware.notices.models import Notice
from labs import style
from quizzes.models import Response

pytestmark = pytest.mark.django_db


def lines(rubric):
    return [line.pk for line in rubric.items.all()]


def test_a_rubric_begins_with_the_authors_lines_and_is_made_once(essay, rubric, ada):
    assert [(line.text, line.points) for line in rubric.items.all()] == [
        ("Names the slope $|w|$", 3.0),
        ("Gives an example", 1.0),
    ]
    assert (rubric.out_of, rubric.anonymous, rubric.held) == (4.0, True, False)
    again = start_rubric(item=essay, part=part_or_404(essay, "why"), by=ada)
    assert again == rubric and rubric.items.count() == 2


def test_a_grade_reaches_the_answer_the_gradebook_and_the_student(rubric, works, students, ada):
    remark = Remark("Which one?", quote="The slope")
    given = Given(lines(rubric)[:1], 0.5, "A good idea.", "See $x$.", [remark])
    mark = save_mark(rubric=rubric, work=works[0], given=given, by=ada, seen=0)
    assert (mark.points, mark.version, mark.told) == (3.5, 1, True)
    response = Response.objects.get(pk=works[0].id)
    assert response.fraction == 3.5 / 4
    assert response.result["manual"]["items"] == [{"text": "Names the slope $|w|$", "points": 3.0}]
    assert Score.objects.get(user=students[0]).fraction == 3.5 / 4
    assert Notice.objects.get(user=students[0]).kind == "graded"
    assert given_in(Mark.objects.get()) == given
    change = mark.changes.get()
    assert (change.before, change.after, change.by) == (None, 3.5, ada)


def test_saving_over_a_newer_grade_is_refused_and_changes_nothing(rubric, works, ada, grader):
    one, two = lines(rubric)
    save_mark(rubric=rubric, work=works[0], given=Given([one]), by=ada, seen=0)
    for seen in (0, 2):
        with pytest.raises(NewerMark) as refused:
            save_mark(rubric=rubric, work=works[0], given=Given([two]), by=grader, seen=seen)
        assert refused.value.mark.by == ada
    assert Response.objects.get(pk=works[0].id).fraction == 0.75
    again = save_mark(rubric=rubric, work=works[0], given=Given([two]), by=grader, seen=1)
    assert (again.points, again.version, again.changes.count()) == (1.0, 2, 2)


def test_held_grades_are_told_to_nobody(rubric, works, students, ada):
    rubric.held = True
    rubric.save()
    save_mark(rubric=rubric, work=works[0], given=Given(lines(rubric)), by=ada, seen=0)
    assert Response.objects.get(pk=works[0].id).fraction is None
    assert not Score.objects.exists() and not Notice.objects.exists()
    assert not Mark.objects.get().told


@pytest.mark.django_db(transaction=True)
def test_of_two_graders_at_the_same_moment_one_saves_and_one_is_told(rubric, works, ada, grader):
    """Each in a connection of its own, as two processes of the site have them."""
    barrier, outcomes = threading.Barrier(2), []

    def save(by):
        barrier.wait()
        try:
            given = Given(lines(rubric)[:1] if by == ada else lines(rubric))
            save_mark(rubric=rubric, work=works[0], given=given, by=by, seen=0)
            outcomes.append("saved")
        except NewerMark as newer:
            outcomes.append(newer.mark.by_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[by]) for by in (ada, grader)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mark = Mark.objects.get()
    assert sorted(map(str, outcomes)) == sorted(["saved", str(mark.by_id)])
    assert (mark.version, mark.changes.count()) == (1, 1)


def test_a_deleted_account_takes_its_quoted_words_and_its_claims_along(
    rubric, works, students, ada
):
    remark = Remark("Which one?", quote="The slope")
    save_mark(rubric=rubric, work=works[0], given=Given(remarks=[remark]), by=ada, seen=0)
    claim(rubric=rubric, work=works[1].id, by=students[0])
    erase(students[0])
    kind_named("quiz").erase(students[0])
    assert [(each.quote, each.text) for each in MarkRemark.objects.all()] == [("", "Which one?")]
    response = Response.objects.get(pk=works[0].id)
    told = [response.result, response.attempt.events.get(name="graded").data["result"]]
    assert {each["manual"]["remarks"][0]["quote"] for each in told} == {""}
    assert not Claim.objects.exists()


def test_a_copy_of_ones_data_has_the_grades_that_one_may_see(
    rubric, works, students, lab, submission, ben, ada
):
    given = Given(lines(rubric), comment="Well told.")
    save_mark(rubric=rubric, work=works[0], given=given, by=ada, seen=0)
    files = {file.path: file.content for file in kind_named("quiz").export(students[0])}
    assert "Well told." in files["quizzes/manual-grades.csv"]
    Item.objects.update(scores_held=True)
    files = {file.path: file.content for file in kind_named("quiz").export(students[0])}
    assert "Well told." not in files["quizzes/manual-grades.csv"]
    Item.objects.update(scores_held=False)
    grade = ManualGrade(1, 2, comment="Short and clear.", share=20)
    style.write(lab, submission.pk, grade, reason="")
    files = {file.path: file.content for file in kind_named("lab").export(ben)}
    assert "Short and clear." in files["labs/style-grades.csv"]
