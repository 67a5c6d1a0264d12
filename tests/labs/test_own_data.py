"""A person's submissions in a copy of their data, and after they have left."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import timezone

from courseware.gradebook.models import Score
from courseware.items.kinds import kind_named
from labs.models import CaseRecord, Draft, Listing, ScratchRun, State, Submission
from tests.factories import make_score

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
    assert [file.path for file in kind_named("lab").export(cleo)] == ["labs/submissions.csv"]


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
    assert len(files) == 3
    kind_named("lab").erase(ben)
    assert [draft.user for draft in Draft.objects.all()] == [cleo]
    assert [run.user for run in ScratchRun.objects.all()] == [cleo]
