"""Writing one work of a regrade: once, completely or not at all."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from courseware.items.regrading import WorkChanged
from courseware.notices.models import Kind, Notice
from courseware.regrades.models import Regrade, RegradedWork, Status
from courseware.regrades.writing import Writer
from tests.quizzes.regrading import L2, complete_attempt, correct_key, preview

pytestmark = pytest.mark.django_db
State = RegradedWork.State


class FakeRegrader:
    """Of works whose writing gives a person this score, or fails."""

    def __init__(self, score=None, fraction=None, error=None):
        self.score, self.fraction, self.error = score, fraction, error
        self.calls = []

    def write(self, work, payload, *, by, reason):
        self.calls.append((work, payload, by, reason))
        if self.score is not None:
            self.score.fraction = self.fraction
            self.score.save()
        if self.error is not None:
            raise self.error
        return {"was": 0.0}

    def restore(self, work, payload, saved, *, by, reason):
        self.write(work, (payload, saved), by=by, reason=reason)


@pytest.fixture
def regrade(make_quiz, ada, ben) -> Regrade:
    item = make_quiz()
    complete_attempt(item, ben, L2)
    correct_key(item)
    regrade = preview(item, ada)
    Regrade.objects.filter(pk=regrade.pk).update(
        state=Status.APPLYING, reason="A slip.", applied_by=ada
    )
    regrade.refresh_from_db()
    return regrade


@pytest.fixture
def row(regrade) -> RegradedWork:
    return regrade.works.get()


@pytest.fixture
def score(regrade, ben):
    return ben.scores.get(item=regrade.item)


def told() -> int:
    return Notice.objects.filter(kind=Kind.REGRADE).count()


def test_it_writes_what_was_found_and_keeps_what_undoing_needs(regrade, row, score, ada):
    kind = FakeRegrader(score, 0.5)
    Writer(regrade, kind).write(row.pk)
    row.refresh_from_db()
    assert (row.state, row.saved) == (State.WRITTEN, {"was": 0.0})
    assert (row.score_before, row.score_after) == (0.0, 0.5)
    assert kind.calls == [(row.work, row.payload, ada.pk, "Regrade: A slip.")]
    assert told() == 1


def test_a_row_that_another_worker_has_written_is_left(regrade, row):
    kind = FakeRegrader()
    for state in (State.WRITTEN, State.RESTORED, State.KEPT):
        RegradedWork.objects.update(state=state)
        Writer(regrade, kind).write(row.pk)
    Writer(regrade, kind).write(row.pk + 99)
    assert kind.calls == []


def test_a_work_that_was_graded_since_is_given_back_to_be_graded_again(regrade, row, score):
    writer = Writer(regrade, FakeRegrader(score, 0.5, WorkChanged()))
    writer.write(row.pk)
    assert writer.changed == [row]
    score.refresh_from_db()
    row.refresh_from_db()
    assert (score.fraction, row.state, told()) == (0.0, State.FOUND, 0)


def test_a_broken_work_is_recorded_and_changes_nothing(regrade, row, score, caplog):
    Writer(regrade, FakeRegrader(score, 0.5, KeyError("slope" * 200))).write(row.pk)
    score.refresh_from_db()
    row.refresh_from_db()
    assert row.error.startswith("KeyError: ") and len(row.error) == 500
    assert (score.fraction, row.state, told()) == (0.0, State.FOUND, 0)
    assert "cannot be written" in caplog.text


def test_a_database_that_is_away_ends_the_slice(regrade, row):
    with pytest.raises(OperationalError):
        Writer(regrade, FakeRegrader(error=OperationalError("database is locked"))).write(row.pk)
    row.refresh_from_db()
    assert (row.error, row.state) == ("", State.FOUND)


def undoing(regrade, row, ada, **fields) -> Regrade:
    RegradedWork.objects.update(state=State.WRITTEN, saved={"was": 0.0})
    Regrade.objects.filter(pk=regrade.pk).update(
        state=Status.UNDOING, undo_reason="No slip.", undone_by=ada, **fields
    )
    regrade.refresh_from_db()
    return regrade


def test_undoing_restores_by_what_was_kept(regrade, row, score, ada):
    kind = FakeRegrader(score, 0.25)
    Writer(undoing(regrade, row, ada), kind).write(row.pk)
    row.refresh_from_db()
    assert row.state == State.RESTORED and told() == 1
    assert kind.calls == [
        (row.work, (row.payload, {"was": 0.0}), ada.pk, "Regrade undone: No slip.")
    ]


@pytest.mark.parametrize(("error", "recorded"), [(WorkChanged(), ""), (KeyError("x"), "KeyError")])
def test_what_cannot_be_undone_is_kept_as_it_is(regrade, row, score, ada, error, recorded):
    writer = Writer(undoing(regrade, row, ada), FakeRegrader(score, 0.25, error))
    writer.write(row.pk)
    row.refresh_from_db()
    score.refresh_from_db()
    assert (row.state, score.fraction, writer.changed) == (State.KEPT, 0.0, [])
    assert row.error.startswith(recorded)


@pytest.mark.parametrize(
    ("fraction", "tells", "held", "notices"),
    [(0.5, True, False, 1), (0.0, True, False, 0), (1e-12, True, False, 0),
     (0.5, False, False, 0), (0.5, True, True, 0)],
)  # fmt: skip
def test_who_is_told(regrade, row, score, fraction, tells, held, notices):
    regrade.tells, regrade.item.scores_held = tells, held
    Writer(regrade, FakeRegrader(score, fraction)).write(row.pk)
    assert told() == notices


def test_two_works_of_a_person_make_one_notice(regrade, row, score):
    other = RegradedWork.objects.create(regrade=regrade, work=row.work + 1, user=row.user)
    for pk, fraction in ((row.pk, 0.25), (other.pk, 0.5)):
        Writer(regrade, FakeRegrader(score, fraction)).write(pk)
    assert told() == 1
