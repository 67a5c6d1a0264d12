"""Visitors' runs: bounded, after everybody else's work, and gone within the hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.outbox.models import VISITORS, Lane, Message
from labs.models import RUN_PUBLIC, CaseRecord, PublicRun, Submission
from labs.submissions.refusals import CodeTooLong, SubmissionRefused
from labs.trials import services
from tests.labs.writing import DOUBLE, HALF_WRONG


def age(**ago: float) -> None:
    PublicRun.objects.update(created_at=timezone.now() - timedelta(**ago))


def test_the_visible_cases_are_run_once_in_the_lane_of_visitors(tried: Any) -> None:
    run = services.start(item=tried, code=HALF_WRONG)
    message = Message.objects.get(task=RUN_PUBLIC)
    assert (message.args, message.lane, message.owner) == ([run.pk], Lane.PUBLIC, VISITORS)

    services.run(run_id=run.pk)

    run.refresh_from_db()
    cases = {case["name"]: case["passed"] for case in run.result["cases"]}
    assert cases == {"one two three": False, "a matrix": True}
    assert Message.objects.get(task=RUN_PUBLIC).done_at is not None
    assert not Submission.objects.exists() and not CaseRecord.objects.exists()
    finished = run.finished_at
    services.run(run_id=run.pk)
    run.refresh_from_db()
    assert run.finished_at == finished


def test_nothing_of_hidden_cases_solutions_or_the_host_is_stored(tried: Any) -> None:
    run = services.start(item=tried, code=DOUBLE)
    services.run(run_id=run.pk)
    run.refresh_from_db()
    assert run.result["report"]["verdict"] == "passed"
    stored = str(run.result)
    for secret in ("drawn numbers", "negative numbers", "seed", "host", "receipt", "reference.py"):
        assert secret not in stored


def test_a_run_that_the_host_cannot_do_is_told_so(
    tried: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = services.start(item=tried, code=DOUBLE)
    monkeypatch.setattr("grader.sandbox.host._obstacle", lambda: "no sandbox here")

    services.run(run_id=run.pk)

    run.refresh_from_db()
    assert (run.failed, run.finished_at is not None, run.result) == (True, True, {})


@pytest.mark.parametrize(
    ("code", "kind"),
    [(" \n", SubmissionRefused), ("'\x00'", SubmissionRefused), ("#" * 20_001, CodeTooLong)],
    ids=["none", "NUL", "long"],
)
def test_code_that_cannot_be_run_is_refused(code: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        services.prepare(code)


def test_line_ends_are_as_python_counts_them() -> None:
    assert services.prepare("x = 1\r\ny = 2\r") == "x = 1\ny = 2\n"


def test_there_are_never_more_rows_than_the_operator_allows(tried: Any, settings: Any) -> None:
    settings.PUBLIC_RUNS = 3
    for _ in range(3):
        services.start(item=tried, code=DOUBLE)
    age(minutes=20)

    with pytest.raises(services.TooManyTrials, match="Wait 30 minutes") as refused:
        services.start(item=tried, code=DOUBLE)

    assert 1790 <= refused.value.seconds <= 1800
    assert PublicRun.objects.count() == Message.objects.count() == 3
    age(minutes=51)
    services.start(item=tried, code=DOUBLE)
    assert PublicRun.objects.count() == Message.objects.count() == 1


def test_only_so_many_wait(tried: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_WAITING", 2)
    first, _ = (services.start(item=tried, code=DOUBLE) for _ in range(2))
    with pytest.raises(services.TooManyTrials, match="Wait 60 seconds"):
        services.start(item=tried, code=DOUBLE)
    PublicRun.objects.filter(pk=first.pk).update(finished_at=timezone.now())
    services.start(item=tried, code=DOUBLE)


def test_old_runs_are_deleted_with_their_messages_and_then_do_nothing(tried: Any) -> None:
    run = services.start(item=tried, code=DOUBLE)
    assert services.delete_expired() == 0
    age(minutes=51)
    assert services.delete_expired() == 1
    services.run(run_id=run.pk)
    assert not PublicRun.objects.exists() and not Message.objects.exists()


def test_a_run_that_was_deleted_meanwhile_ends_its_message(tried: Any) -> None:
    run = services.start(item=tried, code=DOUBLE)
    PublicRun.objects.all().delete()
    services.run(run_id=run.pk)
    assert Message.objects.get().done_at is not None


def test_runs_are_kept_for_less_than_an_hour_whenever_the_job_comes(settings: Any) -> None:
    job = settings.CELERY_BEAT_SCHEDULE["delete trials of visitors"]
    assert services.KEPT + timedelta(seconds=job["schedule"]) < timedelta(hours=1)
