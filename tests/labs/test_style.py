"""The part of a lab that a person grades."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courseware.gradebook.models import Score
from courseware.items.kinds import kind_named
from courseware.items.manual import Counts, Criterion, ManualGrade, Remark
from courseware.notices.models import Notice
from courseware.people.models import User
from labs import style
from labs.models import LabRevision, Purpose, State, StyleGrade, Submission
from labs.selectors import decision_for

pytestmark = pytest.mark.django_db
GRADE = ManualGrade(1, 2, (Criterion("Names", 1),), remarks=(Remark("Why?", line=1),), share=20)


@pytest.fixture
def make(lab):
    def make(user, score, key, **fields):
        return Submission.objects.create(
            item=lab, revision=LabRevision.objects.get(item=lab), user=user, code="x = 1\n",
            purpose=fields.pop("purpose", Purpose.GRADED), key=key, seed="0", state=State.DONE,
            verdict="passed", score=score, correctness=1.0, **fields
        )  # fmt: skip

    return make


def test_the_submission_that_counts_is_graded_one_for_each_student(lab, make, ben):
    make(ben, 60, "a")
    best = make(ben, 90, "b")
    make(ben, None, "c", purpose=Purpose.TRIAL)
    (work,) = style.works(lab, style.PART, User.objects.all())
    assert (work.id, work.student_id, work.graded) == (best.pk, ben.pk, False)
    assert style.counts([lab], User.objects.all()) == {(lab.pk, "style"): Counts(1, 0)}
    assert style.works(lab, "other", User.objects.all()) == []


def test_a_grade_takes_its_share_and_stays_with_later_submissions(lab, make, ben, ada):
    first = make(ben, 80, "a")
    kind_named("lab").write_manual_grade(lab, "style", first.pk, GRADE, by=ada, reason="")
    assert Score.objects.get().fraction == pytest.approx(0.8 * 0.8 + 0.2 * 0.5)
    assert Score.objects.get().changes.first().reason.startswith("Code style: ")
    assert Notice.objects.get(user=ben).kind == "graded"
    make(ben, 100, "b", late_by=timedelta())
    assert decision_for(lab, ben).fraction == pytest.approx(0.8 + 0.1)
    (work,) = style.works(lab, "style", User.objects.all())
    assert (work.id, work.graded) == (first.pk, True)
    (newest, older) = kind_named("lab").work(lab, ben)
    assert (newest.fraction, older.fraction) == (pytest.approx(0.9), pytest.approx(0.74))


def test_a_second_grade_replaces_the_first(lab, make, ben, ada):
    submission = make(ben, 100, "a")
    for points in (1, 2):
        grade = ManualGrade(points, 2, share=50)
        style.write(lab, submission.pk, grade, reason="Rubric changed" if points == 2 else "")
    assert StyleGrade.objects.get().fraction == 1.0
    assert Score.objects.get().fraction == 1.0
    assert Score.objects.get().changes.first().reason.startswith("Rubric changed: ")


def test_without_a_grade_nothing_changes(lab, make, ben):
    make(ben, 80, "a")
    assert decision_for(lab, ben).fraction == 0.8


def test_the_work_of_another_lab_or_a_trial_is_none(lab, make, ben):
    trial = make(ben, None, "a", purpose=Purpose.TRIAL)
    assert style.work(lab, "style", trial.pk) is None
    assert style.work_at(lab, f"submission/{trial.pk}") is None
    graded = make(ben, 50, "b")
    assert style.work(lab, "style", graded.pk).text == "x = 1\n"
    assert style.work_at(lab, f"submission/{graded.pk}/3") == ("style", graded.pk)
    assert style.work_at(lab, "score") is None


def test_students_see_grade_and_comments_with_their_code(client, lab, make, ben):
    submission = make(ben, 80, "a")
    client.force_login(ben)
    assert "style of your code" not in client.get(lab.get_absolute_url()).content.decode()
    style.write(lab, submission.pk, GRADE, reason="")
    page = client.get(lab.get_absolute_url()).content.decode()
    assert "The style of your code has been graded manually" in page and "1 comment" in page
    page = client.get(submission.get_absolute_url()).content.decode()
    assert "Why?" in page and 'id="line-1"' in page and "1 of 2" in page
