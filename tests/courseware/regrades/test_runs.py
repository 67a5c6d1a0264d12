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
from courseware.regrades import runs, services, tasks, writing
from courseware.regrades.models import Regrade, RegradedWork, Status
from quizzes import services as quizzes
from quizzes.models import Attempt, Event, Variant
from quizzes.pages.people_page import record_context
from quizzes.services import regrading
from quizzes.services.regrade_plan import RevisionKeys
from tests.factories import make_student
from tests.quizzes.regrading import (
    L1,
    L2,
    complete_attempt,
    correct_key,
    preview,
    start,
    waiting,
    work,
)
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


def begin(item, ada, **options) -> Regrade:
    """Previewed, and waiting to be written."""
    return services.apply(regrade=preview(item, ada), by=ada, reason="", **options)


def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every turn is over after one attempt, as on a very slow machine."""
    monkeypatch.setattr(batches, "MAX_SECONDS", 0.0)


def test_no_transaction_is_longer_than_its_turn(item, complete_attempts, ada, monkeypatch):
    attempts = complete_attempts(30)
    correct_key(item)
    one_at_a_time(monkeypatch)
    with CaptureQueriesContext(connection) as previewed:
        regrade = preview(item, ada)
    assert written(previewed, 'INSERT INTO "regrades_regradedwork"') == 1
    services.apply(regrade=regrade, by=ada, reason="")
    with CaptureQueriesContext(connection) as asked:
        assert work(regrade).state == Status.APPLIED
    assert written(asked, 'UPDATE "quizzes_attempt"') == 1
    assert earned(attempts) == by_the_new_key(attempts)


def written(asked: CaptureQueriesContext, start: str) -> int:
    """The most statements of one transaction that start so."""
    count = most = 0
    for each in asked:
        if each["sql"].startswith("BEGIN"):
            count = 0
        count += each["sql"].startswith(start)
        most = max(most, count)
    return most


def test_nothing_is_worked_out_while_others_wait(item, complete_attempts, ada, monkeypatch):
    complete_attempts(4)
    correct_key(item)
    plan, inside = RevisionKeys.plan, []

    def watched(*args, **options):
        inside.append(connection.in_atomic_block)
        return plan(*args, **options)

    monkeypatch.setattr(RevisionKeys, "plan", watched)
    work(begin(item, ada))
    assert inside == [False] * 4


def killing(monkeypatch, after: int, undoes: bool = False) -> None:
    """The process ends in the middle of a transaction, once so many works were written."""
    name = "restore" if undoes else "write"
    do, done = getattr(regrading.QuizRegrader, name), []

    def killed(self, *args, **options):
        result = do(self, *args, **options)
        done.append(args)
        if len(done) > after:
            raise SystemExit
        return result

    monkeypatch.setattr(regrading.QuizRegrader, name, killed)


@pytest.mark.parametrize("kill_after", [0, 1, 7])
def test_what_was_killed_while_writing_goes_on_where_it_was(
    item, complete_attempts, ada, monkeypatch, kill_after
):
    attempts = complete_attempts(9)
    correct_key(item)
    one_at_a_time(monkeypatch)
    regrade = begin(item, ada)
    with monkeypatch.context() as patch:
        killing(patch, kill_after)
        with pytest.raises(SystemExit):
            work(regrade)
    regrade.refresh_from_db()
    done = regrade.works.filter(state=RegradedWork.State.WRITTEN).count()
    assert (regrade.state, done, waiting()) == (Status.APPLYING, kill_after, 1)
    assert work(regrade).state == Status.APPLIED
    assert earned(attempts) == by_the_new_key(attempts)
    for attempt in attempts:
        assert attempt.events.filter(name="regraded").count() == 1
        assert record_context(Attempt.objects.get(pk=attempt.pk))["differences"] == []
    assert waiting() == 0


def test_what_was_killed_while_undoing_goes_on_where_it_was(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(5)
    before = earned(attempts)
    correct_key(item)
    one_at_a_time(monkeypatch)
    regrade = work(begin(item, ada))
    services.undo(regrade=regrade, by=ada, reason="")
    with monkeypatch.context() as patch:
        killing(patch, 2, undoes=True)
        with pytest.raises(SystemExit):
            work(regrade)
    assert work(regrade).state == Status.UNDONE
    assert earned(attempts) == before
    assert Event.objects.filter(name="regraded").count() == 10


def test_a_preview_that_was_killed_goes_on_where_it_was(item, complete_attempts, ada, monkeypatch):
    complete_attempts(4)
    correct_key(item)
    monkeypatch.setattr(regrading.QuizRegrader, "together", 1)
    regrade = start(item, ada)
    run = runs.RegradeRun(regrade)
    assert run.step() and run.step()
    work(regrade)
    assert (regrade.state, regrade.processed, regrade.works.count()) == (Status.PREVIEWED, 4, 4)


def test_a_slice_ends_in_time_and_the_rest_is_put_into_the_queue(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(3)
    correct_key(item)
    monkeypatch.setattr(regrading.QuizRegrader, "together", 1)
    monkeypatch.setattr(runs, "WRITE_TOGETHER", 1)
    regrade = start(item, ada)
    for seen in (1, 2, 3):
        runs.continue_regrade(regrade_id=regrade.pk, seconds=0)
        regrade.refresh_from_db()
        assert (regrade.processed, regrade.is_under_way, waiting()) == (seen, True, 1)
    assert work(regrade).state == Status.PREVIEWED
    regrade = services.apply(regrade=regrade, by=ada, reason="")
    assert regrade.is_under_way
    while regrade.is_under_way:
        runs.continue_regrade(regrade_id=regrade.pk, seconds=0)
        regrade.refresh_from_db()
    assert earned(attempts) == by_the_new_key(attempts)


def test_of_two_workers_one_goes_on_and_nothing_is_done_twice(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(4)
    correct_key(item)
    one_at_a_time(monkeypatch)
    regrade = start(item, ada)
    first, second = (
        runs.RegradeRun(regrade),
        runs.RegradeRun(Regrade.objects.get(pk=regrade.pk)),
    )
    assert first.step()
    assert not second.step()
    assert not second.wrote
    work(regrade)
    services.apply(regrade=regrade, by=ada, reason="")
    regrade.refresh_from_db()
    one, other = (
        writing.Writer(regrade, runs.RegradeRun(regrade).regrader),
        writing.Writer(regrade, runs.RegradeRun(regrade).regrader),
    )
    for pk in regrade.works.values_list("pk", flat=True):
        one.write(pk)
        other.write(pk)
    assert work(regrade).state == Status.APPLIED
    assert earned(attempts) == by_the_new_key(attempts)
    assert Event.objects.filter(name="regraded").count() == 4


def test_one_bad_attempt_is_listed_and_stops_nobody(item, complete_attempts, ada):
    attempts = complete_attempts(5)
    broken = attempts[2].responses.get(question="zero")
    content = {**broken.variant.content, "type": "no such type"}
    broken.variant = Variant.objects.create(
        revision=broken.variant.revision, question="zero", number=99, content=content
    )
    broken.save()
    correct_key(item)
    regrade = work(begin(item, ada))
    assert regrade.state == Status.APPLIED
    failed = regrade.works.exclude(error="").get()
    assert failed.work == attempts[2].pk
    assert "no such type" in failed.error
    expected = by_the_new_key(attempts)
    expected[2] = 2.0  # keeps what it had
    assert earned(attempts) == expected


def test_an_attempt_that_cannot_be_written_is_left_as_it_was(
    item, complete_attempts, ada, monkeypatch
):
    attempts = complete_attempts(3)
    correct_key(item)
    tell = regrading.update_gradebook

    def broken(attempt, **options):
        if attempt.pk == attempts[1].pk:
            raise KeyError("delivery")
        tell(attempt, **options)

    monkeypatch.setattr(regrading, "update_gradebook", broken)
    regrade = work(begin(item, ada))
    assert regrade.works.exclude(error="").get().error == "KeyError: 'delivery'"
    assert earned(attempts) == [0.0, 0.0, 0.0]
    assert not attempts[1].events.filter(name="regraded").exists()


def test_a_database_that_is_away_is_no_attempts_error(item, complete_attempts, ada, monkeypatch):
    complete_attempts(2)
    correct_key(item)
    regrade = begin(item, ada)

    def away(attempt, **options):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(regrading, "update_gradebook", away)
        with pytest.raises(OperationalError):
            work(regrade)
        tasks.work(regrade.pk)
    assert not regrade.works.exclude(error="").exists()
    message = Message.objects.get(task=services.REGRADE, done_at=None)
    assert (message.sent_at, message.started_at) == (None, None)  # it is tried again
    assert work(regrade).state == Status.APPLIED


def test_an_attempt_handed_in_meanwhile_is_regraded_too(item, complete_attempts, course, ada):
    late = make_student(course)
    open_one = quizzes.start_attempt(item=item, user=late)  # on the old revision
    quizzes.save_answers(attempt=open_one, changes=[L2], by=late)
    attempts = complete_attempts(3)
    correct_key(item)
    regrade = preview(item, ada)
    attempts.append(quizzes.finish_attempt(attempt=open_one, by=late))
    services.apply(regrade=regrade, by=ada, reason="")
    work(regrade)
    assert earned(attempts) == [0.0, 2.0, 0.0, 2.0]
    assert (regrade.total, regrade.processed) == (3, 4)


def test_only_gains_leaves_who_would_lose(item, complete_attempts, ada):
    attempts = complete_attempts(4)
    correct_key(item)
    work(begin(item, ada, only_gains=True))
    assert earned(attempts) == [2.0, 2.0, 2.0, 2.0]


WORKER = """
import sys, django
django.setup()
from courseware.database import batches
from courseware.regrades import runs
batches.MAX_SECONDS = 0.0
runs.continue_regrade(regrade_id=int(sys.argv[1]), seconds=600)
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
    mine = quizzes.start_attempt(item=make_quiz(), user=ben)
    correct_key(item)
    regrade = begin(item, ada)
    saves = 0
    for _ in range(2):
        worker = start_worker(regrade)
        seen = count = regrade.works.filter(state=RegradedWork.State.WRITTEN).count()
        while worker.poll() is None and not seen < count < 25:
            change = L1 if saves % 2 else L2
            assert quizzes.save_answers(attempt=mine, changes=[change], by=ben).refused == {}
            saves += 1
            time.sleep(0.01)
            count = regrade.works.filter(state=RegradedWork.State.WRITTEN).count()
        worker.kill()
        worker.wait()
    assert mine.responses.get(question="zero").version == saves
    assert work(regrade).state == Status.APPLIED
    assert earned(attempts) == by_the_new_key(attempts)
    assert Event.objects.filter(name="regraded").count() == 25
    assert Score.objects.filter(item=item).count() == 25
