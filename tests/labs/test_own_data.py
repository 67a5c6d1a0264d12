"""A person's submissions in a copy of their data, and after they have left."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import timezone

from courseware.deletion.tasks import DELETE, delete
from courseware.gradebook.models import Score, ScoreChange
from courseware.items.kinds import kind_named
from courseware.items.manual import ManualGrade, Remark
from courseware.outbox.models import Message
from courseware.people.models import User
from labs import style
from labs.grading.services import record_decision
from labs.models import CaseRecord, Draft, Listing, ScratchRun, State, StyleGrade, Submission
from tests.factories import make_score, make_user

REPORT = {"verdict": "wrong", "printed": "my name is Ben", "score": 40.0}


@pytest.fixture
def graded(make_submission):
    submission = make_submission(
        code="secret = 'Ben'\n", state=State.DONE, score=40.0, report=REPORT, seed="5eed"
    )
    result = {"name": "one", "passed": False, "output": "Ben was here", "hint": "Look again."}
    CaseRecord.objects.create(submission=submission, position=0, result=result)
    return submission


def test_code_and_results_are_exported_and_the_seed_is_not(graded, ben, cleo):
    files = {file.path: file.content for file in kind_named("lab").export(ben)}
    (row,) = csv.DictReader(io.StringIO(files["labs/submissions.csv"]))
    assert (row["lab"], row["score"]) == ("twice", "40.0")
    assert files[row["file"]] == "secret = 'Ben'\n"
    assert not any("5eed" in content for content in files.values())
    assert [file.path for file in kind_named("lab").export(cleo)] == [
        "labs/submissions.csv",
        "labs/style-grades.csv",
    ]


def test_code_and_output_go_and_verdicts_stay(graded, lab, ben, cleo, make_submission):
    make_score(lab, ben, 0.4)
    Listing.objects.create(item=lab, user=ben, display="name")
    other = make_submission(user=cleo, code="x = 1\n")
    kind_named("lab").erase(ben)
    left = Submission.objects.get(pk=graded.pk)
    assert (left.code, left.score, left.report) == ("", 40.0, {"verdict": "wrong", "score": 40.0})
    case = CaseRecord.objects.get()
    assert case.result == {"name": "one", "passed": False, "hint": "Look again."}
    assert not Listing.objects.exists()
    assert Score.objects.get().fraction == 0.4
    assert Submission.objects.get(pk=other.pk).code == "x = 1\n"


def test_a_style_grade_stays_without_the_code_that_it_quotes(graded, lab, ben, cleo):
    grade = ManualGrade(1, 2, remarks=(Remark("Too short a name.", 1, "secret = 'Ben'"),), share=20)
    style.write(lab, graded.pk, grade, reason="")
    kind_named("lab").erase(cleo)
    assert "secret" in str(StyleGrade.objects.get().grade)
    kind_named("lab").erase(ben)
    left = StyleGrade.objects.get()
    assert "secret" not in str(left.grade) and "Too short a name." in str(left.grade)
    assert (left.fraction, left.share) == (0.5, 20)


def test_an_instructor_can_still_open_what_is_left(client, graded, ben, ada):
    kind_named("lab").erase(ben)
    client.force_login(ada)
    assert client.get(graded.get_absolute_url()).status_code == 200


def test_drafts_and_scratch_runs_are_exported_and_go(lab, ben, cleo):
    for user in (ben, cleo):
        Draft.objects.create(item=lab, user=user, code="a = 1\n", saved_at=timezone.now())
        revision = lab.lab_revisions.get()
        ScratchRun.objects.create(item=lab, revision=revision, user=user, code="a = 1", lines="a")
    files = {file.path: file.content for file in kind_named("lab").export(ben)}
    assert files["labs/ml/twice/draft.py"] == "a = 1\n"
    scratch = ScratchRun.objects.get(user=ben)
    assert files[f"labs/ml/twice/scratch-{scratch.pk}.py"] == "a = 1\na"
    assert len(files) == 4
    kind_named("lab").erase(ben)
    assert [draft.user for draft in Draft.objects.all()] == [cleo]
    assert [run.user for run in ScratchRun.objects.all()] == [cleo]


def test_a_student_with_lab_work_is_deleted_in_the_admin_and_the_trail_stays(
    client, lab, ben, make_submission
):
    submission = make_submission(state="done", verdict="passed", score=80.0, correctness=1.0)
    submission.cases.create(position=0, result={"name": "plain"})
    record_decision(submission)
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    page = f"/admin/people/user/{ben.pk}/delete/"

    assert "Everything that belongs" in client.get(page).text
    assert client.post(page, {"post": "yes"}).status_code == 302
    message = Message.objects.get(task=DELETE)
    delete(*message.args)

    assert not User.objects.filter(pk=ben.pk).exists()
    assert not Submission.objects.exists()
    change = ScoreChange.objects.get()
    assert (change.user_number, change.item_key) == (ben.pk, "ml/lab/twice")
    assert (change.fraction, change.work) == (0.8, f"submission/{submission.pk}")
