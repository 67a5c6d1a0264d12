"""A regrade of a whole class: short transactions, killed anywhere, beside others at work."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from courseware.database import batches
from courseware.gradebook.models import Score
from courseware.outbox.models import Message
from quizzes import services, tasks
from quizzes.models import Attempt, Event, Regrade, Variant
from quizzes.pages.people_page import record_context
from quizzes.services import regrade_run
from quizzes.services.changes import Change
from tests.factories import make_student
from tests.quizzes.services.test_regrades import CORRECTED, L1, L2, complete_attempt, correct_key
from tests.quizzes.writing import QUIZ
from tests.site import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
Class = Callable[[int], list[Attempt]]


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "REST_FACTOR", 0.0)


@pytest.fixture
def item(make_quiz):
    return make_quiz()


@pytest.fixture
def complete_attempts(item, course) -> Class:
    """Attempts that all change with the corrected key: every second one gains."""

    def take_them(count: int) -> list[Attempt]:
        people = [make_student(course) for _ in range(count)]
        return [complete_attempt(item, each, L2 if n % 2 else L1) for n, each in enumerate(people)]

    return take_them


def earned(attempts: list[Attempt]) -> list[float]:
    found = Attempt.objects.in_bulk([each.pk for each in attempts])
    return [found[each.pk].earned for each in attempts]


def by_the_new_key(attempts: list[Attempt]) -> list[float]:
    return [2.0 * (number % 2) for number in range(len(attempts))]


def work(regrade: Regrade) -> Regrade:
    services.continue_regrade(regrade_id=regrade.pk, seconds=600)
    regrade.refresh_from_db()
    return regrade


def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every turn is over after one attempt, as on a very slow machine."""
    monkeypatch.setattr(batches, "MAX_SECONDS", 0.0)


def test_no_transaction_is_longer_than_its_turn(item, complete_attempts, ada, monkeypatch):
    attempts = complete_attempts(30)
    correct_key(item)
    one_at_a_time(monkeypatch)
    regrade = services.start_regrade(item=item, by=ada)
    with CaptureQueriesContext(connection) as asked:
        assert work(regrade).state == Regrade.State.DONE
    written, most = 0, 0
    for each in asked:
        if each["sql"].startswith("BEGIN"):
            written = 0
        written += each["sql"].startswith('UPDATE "quizzes_attempt"')
        most = max(most, written)
    assert most == 1
    assert earned(attempts) == by_the_new_key(attempts)


def test_nothing_is_worked_out_while_others_wait(item, complete_attempts, ada, monkeypatch):
    complete_attempts(4)
    correct_key(item)
    plan, inside = regrade_run.RevisionKeys.plan, []

    def watched(*args):
        inside.append(connection.in_atomic_block)
        return plan(*args)

    monkeypatch.setattr(regrade_run.RevisionKeys, "plan", watched)
    work(services.start_regrade(item=item, by=ada))
    assert inside == [False] * 4


@pytest.mark.parametrize("kill_after", [0, 1, 7])
def test_what_was_killed_goes_on_where_it_was(
    item, complete_attempts, ada, monkeypatch, kill_after
):
    attempts = complete_attempts(9)
    correct_key(item)
    one_at_a_time(monkeypatch)
    regrade = services.start_regrade(item=item, by=ada)
    tell, told = regrade_run.update_gradebook, []

    def killed(attempt, reason):
        tell(attempt, reason)
        told.append(attempt)
        if len(told) > kill_after:
            raise SystemExit  # in the middle of a transaction

    monkeypatch.setattr(regrade_run, "update_gradebook", killed)
    with pytest.raises(SystemExit):
        work(regrade)
    monkeypatch.setattr(regrade_run, "update_gradebook", tell)
    regrade.refresh_from_db()
    assert (regrade.state, regrade.processed) == (Regrade.State.RUNNING, kill_after)
    assert Message.objects.filter(task=services.REGRADE, done_at=None).count() == 1
    work(regrade)
    assert (regrade.state, regrade.processed, regrade.changes.count()) == (Regrade.State.DONE, 9, 9)
    assert earned(attempts) == by_the_new_key(attempts)
    for attempt in attempts:
        assert attempt.events.filter(name="regraded").count() == 1
        assert record_context(Attempt.objects.get(pk=attempt.pk))["differences"] == []
        score = Score.objects.get(user=attempt.user)
        assert score.changes.first().reason == "Regrade: Quiz attempt 1"
    assert not Message.objects.filter(task=services.REGRADE, done_at=None).exists()


def test_a_slice_ends_in_time_and_the_rest_is_put_into_the_queue(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(3)
    correct_key(item)
    monkeypatch.setattr(regrade_run, "READ_TOGETHER", 1)
    regrade = services.start_regrade(item=item, by=ada)
    for seen in (1, 2, 3):
        services.continue_regrade(regrade_id=regrade.pk, seconds=0)
        regrade.refresh_from_db()
        assert (regrade.processed, regrade.is_running) == (seen, True)
        message = Message.objects.get(task=services.REGRADE, done_at=None)
        assert message.args == [regrade.pk]
    work(regrade)
    assert regrade.state == Regrade.State.DONE
    assert earned(attempts) == by_the_new_key(attempts)


def test_of_two_workers_one_goes_on_and_nothing_is_done_twice(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(4)
    correct_key(item)
    one_at_a_time(monkeypatch)
    regrade = services.start_regrade(item=item, by=ada)
    first, second = (
        regrade_run.RegradeRun(regrade),
        regrade_run.RegradeRun(Regrade.objects.get(pk=regrade.pk)),
    )
    assert first.step()
    assert not second.step()
    assert not second.wrote
    work(regrade)
    assert earned(attempts) == by_the_new_key(attempts)
    assert regrade.changes.count() == 4


def test_starting_twice_gives_one(item, complete_attempts, ada):
    complete_attempts(1)
    correct_key(item)
    one, same = (services.start_regrade(item=item, by=ada, reason=why) for why in "ab")
    assert one == same
    assert services.start_regrade(item=item, by=ada, dry_run=True) != one
    assert Message.objects.filter(task=services.REGRADE, done_at=None).count() == 2


def test_a_newer_revision_takes_the_place_of_one_under_way(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(4)
    correct_key(item)
    one_at_a_time(monkeypatch)
    older = services.start_regrade(item=item, by=ada)
    run = regrade_run.RegradeRun(older)
    found = regrade_run.with_responses(item, list(regrade_run.attempts_after(item, run.cursor)))
    waiting = iter([(each, run._plan(each, *rest)) for each, *rest in found])
    assert run._write(waiting) == 1
    correct_key(item, CORRECTED.replace("points: 2", "points: 3"))
    newer = services.start_regrade(item=item, by=ada)
    assert run._write(waiting) == 0  # it does not write over the newer one
    assert work(older).state == Regrade.State.SUPERSEDED
    assert work(newer).state == Regrade.State.DONE
    assert earned(attempts) == [1.5 * points for points in by_the_new_key(attempts)]


def test_one_bad_attempt_is_listed_and_stops_nobody(item, complete_attempts, ada):
    attempts = complete_attempts(5)
    broken = attempts[2].responses.get(question="zero")
    content = {**broken.variant.content, "type": "no such type"}
    broken.variant = Variant.objects.create(
        revision=broken.variant.revision, question="zero", number=99, content=content
    )
    broken.save()
    correct_key(item)
    regrade = work(services.start_regrade(item=item, by=ada))
    assert regrade.state == Regrade.State.DONE
    failed = regrade.changes.exclude(error="").get()
    assert failed.attempt == attempts[2]
    assert "no such type" in failed.error
    expected = by_the_new_key(attempts)
    expected[2] = 2.0  # keeps what it had
    assert earned(attempts) == expected


def test_an_attempt_that_cannot_be_written_is_left_as_it_was(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(3)
    correct_key(item)
    tell = regrade_run.update_gradebook

    def broken(attempt, reason):
        if attempt.pk == attempts[1].pk:
            raise KeyError("delivery")
        tell(attempt, reason)

    monkeypatch.setattr(regrade_run, "update_gradebook", broken)
    regrade = work(services.start_regrade(item=item, by=ada))
    assert regrade.changes.exclude(error="").get().error == "KeyError: 'delivery'"
    assert earned(attempts) == [0.0, 0.0, 0.0]
    assert not attempts[1].events.filter(name="regraded").exists()


def test_a_database_that_is_away_is_no_attempts_error(item, complete_attempts, ada, monkeypatch):
    complete_attempts(2)
    correct_key(item)

    def away(attempt, reason):
        raise OperationalError("database is locked")

    regrade = services.start_regrade(item=item, by=ada)
    with monkeypatch.context() as patch:
        patch.setattr(regrade_run, "update_gradebook", away)
        with pytest.raises(OperationalError):
            work(regrade)
        tasks.regrade(regrade.pk)
    assert not regrade.changes.exists()
    message = Message.objects.get(task=services.REGRADE, done_at=None)
    assert (message.sent_at, message.started_at) == (None, None)  # it is tried again
    assert work(regrade).state == Regrade.State.DONE


ESSAY = (
    QUIZ
    + """\
  - id: why
    type: essay
    text: Why?
    rubric:
      - {id: clear, points: 3, text: It is clear.}
    explanation: So.
"""
)


def test_what_is_graded_by_hand_meanwhile_is_not_written_over(make_quiz, ben, ada):
    item = make_quiz(ESSAY)
    attempt = complete_attempt(item, ben, L2, Change("why", {"": ["Because."]}))
    response = attempt.responses.get(question="why")
    correct_key(item, ESSAY.replace(QUIZ, CORRECTED))
    regrade = services.start_regrade(item=item, by=ada)
    run = regrade_run.RegradeRun(regrade)
    found = regrade_run.with_responses(item, list(regrade_run.attempts_after(item, run.cursor)))
    waiting = iter([(each, run._plan(each, *rest)) for each, *rest in found])
    response.refresh_from_db()
    services.grade_by_hand(response=response, points={"clear": 3.0}, comment="", by=ada)
    assert run._write(waiting) == 1
    attempt.refresh_from_db()
    assert (attempt.earned, attempt.waiting) == (3.0, 0)  # 2 by the new key, 1 by hand
    response.refresh_from_db()
    assert response.fraction == 1.0
    assert record_context(attempt)["differences"] == []


def test_an_attempt_handed_in_meanwhile_comes_at_the_end(item, complete_attempts, course, ada):
    late = make_student(course)
    open_one = services.start_attempt(item=item, user=late)  # on the old revision
    services.save_answers(attempt=open_one, changes=[L2], by=late)
    attempts = complete_attempts(3)
    correct_key(item)
    regrade = services.start_regrade(item=item, by=ada)
    run = regrade_run.RegradeRun(regrade)
    assert run.step()
    attempts.append(services.finish_attempt(attempt=open_one, by=late))
    work(regrade)
    assert earned(attempts) == [0.0, 2.0, 0.0, 2.0]
    assert (regrade.total, regrade.processed) == (3, 4)


def test_a_dry_run_writes_nothing_but_its_findings(item, complete_attempts, ada):
    attempts = complete_attempts(4)
    correct_key(item)
    before = earned(attempts)
    regrade = work(services.start_regrade(item=item, by=ada, dry_run=True))
    assert (regrade.state, regrade.processed) == (Regrade.State.DONE, 4)
    assert [row.gain for row in regrade.changes.all()] == [-2.0, 2.0, -2.0, 2.0]
    assert earned(attempts) == before


WORKER = """
import sys, django
django.setup()
from courseware.database import batches
from quizzes import services
batches.MAX_SECONDS = 0.0
services.continue_regrade(regrade_id=int(sys.argv[1]), seconds=600)
"""


def start_worker(regrade: Regrade) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "courseware.settings",
    }
    command = [sys.executable, "-c", WORKER, str(regrade.pk)]
    return subprocess.Popen(command, cwd=ROOT, env=environment)


@pytest.mark.slow
def test_students_save_beside_a_worker_that_is_killed_and_another(
    item, complete_attempts, make_quiz, ben, ada
):
    if connection.vendor != "sqlite":
        pytest.skip("starts a process on the file of the test's database")
    attempts = complete_attempts(25)
    mine = services.start_attempt(item=make_quiz(), user=ben)
    correct_key(item)
    regrade = services.start_regrade(item=item, by=ada)
    saves = 0
    for _ in range(2):
        worker = start_worker(regrade)
        seen = regrade.processed
        while worker.poll() is None and not seen < regrade.processed < 25:
            change = L1 if saves % 2 else L2
            assert services.save_answers(attempt=mine, changes=[change], by=ben).refused == {}
            saves += 1
            time.sleep(0.01)
            regrade.refresh_from_db()
        worker.kill()
        worker.wait()
    assert mine.responses.get(question="zero").version == saves
    regrade.refresh_from_db()
    work(regrade)
    assert (regrade.state, regrade.processed) == (Regrade.State.DONE, 25)
    assert regrade.changes.count() == 25
    assert earned(attempts) == by_the_new_key(attempts)
    assert Event.objects.filter(name="regraded").count() == 25
