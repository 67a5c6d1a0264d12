"""Cases on their way to the page, while a worker holds its claim and after it has lost it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from grader.results.report import CaseResult
from grader.results.verdicts import Verdict
from labs.grading import services
from labs.models import CaseRecord, State, Submission

HOUR = timedelta(hours=1)
CASE = CaseResult("one", True, "double", 1.0, Verdict.passed)


def test_cases_of_a_moment_are_stored_together(
    submit: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    claimed = services._claim(submit().pk)
    assert claimed is not None
    recorder = services._CaseRecorder(claimed)

    recorder.stored_at = -math.inf  # the first moment is over
    recorder(CASE)
    recorder.stored_at = math.inf  # the next does not end
    with django_assert_num_queries(0):
        recorder(CASE)
        recorder(CASE)
    stored = CaseRecord.objects.count()
    recorder.store()

    assert (stored, CaseRecord.objects.count()) == (1, 3)
    assert list(CaseRecord.objects.values_list("position", flat=True)) == [0, 1, 2]


@pytest.mark.parametrize(("score", "correctness"), [(None, 1.0), (40.0, 0.4)])
def test_correctness_is_stored_with_the_last_cases_but_not_of_a_regrade(
    submit: Callable[..., Any], score: float | None, correctness: float
) -> None:
    claimed = services._claim(submit().pk)
    assert claimed is not None
    claimed.score, claimed.correctness = score, score and 0.4
    claimed.save()
    recorder = services._CaseRecorder(claimed)
    recorder.stored_at = math.inf  # the moment does not end
    recorder(CASE)
    recorder(CASE)

    recorder.store_all_correct()

    assert CaseRecord.objects.count() == 2
    assert Submission.objects.get().correctness == correctness


def test_a_worker_that_has_lost_its_claim_stores_nothing_more(submit: Callable[..., Any]) -> None:
    submission = submit()
    claimed = services._claim(submission.pk)
    assert claimed is not None
    Submission.objects.update(claim="other-boot 1 1 x", lease_until=timezone.now() + HOUR)

    services._store_result(claimed, {"performance": None})
    services._retry_or_give_up(claimed, "No sandbox.")
    with pytest.raises(services._ClaimLost):
        services._CaseRecorder(claimed).store()

    kept = Submission.objects.get()
    assert (kept.state, kept.claim, kept.grader_error) == (State.RUNNING, "other-boot 1 1 x", "")
    assert CaseRecord.objects.count() == 0
