"""A submission whose stored result cannot be read stops nothing else, and its pages say so."""

from __future__ import annotations

import pytest
from django.utils import timezone

from labs.grading.services import _record_score
from labs.models import CaseRecord, State, Submission
from tests.labs.writing import DOUBLE

LAB = "/courses/ml/labs/twice/"
REPORTS = [
    [],
    "text",
    {"correctness": [1]},
    {"correctness": {"first": "one"}, "performance": {"ratio": "fast"}, "thresholds": {"at": 1}},
    {"performance": 7, "scaling": "wide", "memory": {"mib": 1}, "receipt": [1], "load": 3},
]


@pytest.fixture
def bad(submit):
    def spoil(report, verdict="wrong_values"):
        submission = submit()
        submission.state, submission.verdict, submission.report = State.DONE, verdict, report
        submission.score, submission.graded_at = 60.0, timezone.now()
        submission.save()
        CaseRecord.objects.create(submission=submission, position=0, result=["no", "case"])
        return submission

    return spoil


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_pages_with_a_report_of_another_shape_open(client, ada, ben, bad, course, report):
    submission = bad(report)
    address = submission.get_absolute_url()
    own = [LAB, f"{LAB}submissions/", address, f"{address}result/", course.get_absolute_url()]
    own.append(f"{course.get_absolute_url()}grades/")
    for user, addresses in ((ben, own), (ada, [address, f"/courses/ml/gradebook/{ben.pk}/"])):
        client.force_login(user)
        for page in addresses:
            shown = client.get(page)
            assert shown.status_code == 200, page
            assert "This page cannot be shown" not in shown.text, page
    client.force_login(ben)
    assert "cannot read" in client.get(LAB).text
    assert 'name="code"' in client.get(LAB).text  # the lab itself goes on


def test_an_unknown_verdict_spoils_neither_lists_nor_the_next_score(client, ben, bad, submit):
    old = bad({}, verdict="a verdict of long ago")
    client.force_login(ben)
    for page in (LAB, f"{LAB}submissions/", "/courses/ml/grades/", old.get_absolute_url()):
        assert client.get(page).status_code == 200
    new = submit(DOUBLE + "\n")
    new.state, new.verdict, new.score, new.correctness = State.DONE, "passed", 50.0, 0.5
    new.save()
    _record_score(new)
    assert Submission.objects.get(pk=old.pk).score == 60.0
