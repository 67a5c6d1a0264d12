"""When scheduled jobs last ran, as the health page reports it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from courseware.celery import app
from courseware.health import jobs
from courseware.health.jobs import Job
from courseware.outbox.tasks import sweep
from tests.courseware.health.signs import NOW, ask, failing, set_job, set_worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands still, however busy the machine is."""
    monkeypatch.setattr(jobs, "time", SimpleNamespace(time=lambda: NOW))


def test_scheduled_jobs_are_given_time_for_their_first_run(client: Client, broker: Any):
    set_worker(broker)
    assert ask(client)[0] == 200
    broker.hset(jobs.EXPECTED, "sweep the outbox", NOW - 121)
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["scheduled"])
    assert "“sweep the outbox” has never succeeded." in checks["scheduled"]["sentence"]


def test_a_job_that_has_not_succeeded_for_long_is_named_with_its_error(client: Client, broker: Any):
    set_worker(broker)
    set_job(broker, "sweep the outbox", 5)
    set_job(broker, "hand in overdue attempts", 400)
    set_job(broker, "hand in overdue attempts", 20, jobs.FAILED, error="KeyError")
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["scheduled"])
    sentence = checks["scheduled"]["sentence"]
    assert (
        "“hand in overdue attempts” last succeeded 400 s ago and failed 20 s ago (KeyE" in sentence
    )
    assert checks["scheduled"]["jobs"]["sweep the outbox"]["ok"]


def test_rows_that_a_job_left_out_are_counted(client: Client, broker: Any):
    set_worker(broker)
    set_job(broker, "hand in overdue attempts", 5, left_out=2)
    status, checks = ask(client)
    assert status == 200
    assert "2 pieces of work could not be processed" in checks["scheduled"]["sentence"]


def test_only_scheduled_tasks_leave_their_runs(broker: Any):
    @app.task(name="tests.nothing")
    def other() -> None: ...

    jobs._record_success(sweep, result={"failed": 3})
    jobs._record_success(other)
    jobs._record_failure(sweep, exception=KeyError("delivery"))
    found = {job.name: job for job in jobs.scheduled_jobs()}
    assert (found["sweep the outbox"].left_out, found["sweep the outbox"].error) == (3, "KeyError")
    assert not found["hand in overdue attempts"].ran
    assert broker.hlen(jobs.SUCCEEDED) == 1


def job(**fields: Any) -> Job:
    usual = {
        "name": "sweep the outbox",
        "patience": 120.0,
        "waited": 5.0,
        "ran": True,
        "failed": None,
        "error": "",
        "left_out": 0,
    }
    return Job(**usual | fields)


@pytest.mark.parametrize(("waited", "ok"), [(119.0, True), (120.0, True), (121.0, False)])
def test_a_job_is_late_once_its_patience_is_over(waited: float, ok: bool):
    found = job(waited=waited)
    assert found.ok is ok
    assert (found.sentence == "") is ok


def test_the_report_of_a_job_names_a_failure_only_while_no_success_has_followed():
    assert job().as_dict() == {"ok": True, "left_out": 0, "succeeded_seconds_ago": 5}
    assert job(ran=False).as_dict()["succeeded_seconds_ago"] is None
    failed = job(failed=2.0, error="KeyError").as_dict()
    assert (failed["failed_seconds_ago"], failed["error"]) == (2, "KeyError")


def test_a_failure_before_the_last_success_is_forgotten(broker: Any):
    set_job(broker, "sweep the outbox", 30, jobs.FAILED, error="KeyError")
    set_job(broker, "sweep the outbox", 5)
    (found,) = (job for job in jobs.scheduled_jobs() if job.name == "sweep the outbox")
    assert found.failed is None


def test_patience_is_six_intervals_but_two_minutes_at_least(broker: Any, settings: Any):
    settings.CELERY_BEAT_SCHEDULE = {
        "often": {"task": "tests.often", "schedule": 10.0},
        "hourly": {"task": "tests.hourly", "schedule": 3600.0},
    }
    patience = {job.name: job.patience for job in jobs.scheduled_jobs()}
    assert patience == {"often": jobs.MIN_PATIENCE, "hourly": 6 * 3600.0}


def test_a_clock_that_was_set_back_makes_no_job_wait_a_negative_time(broker: Any):
    set_job(broker, "sweep the outbox", -60)
    assert all(job.waited >= 0 for job in jobs.scheduled_jobs())


def test_without_a_broker_a_run_is_logged_and_nothing_breaks(no_broker: None, caplog: Any):
    jobs._record_success(SimpleNamespace(name="outbox.sweep"), result=3)
    assert "The run of outbox.sweep could not be recorded" in caplog.text
