import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes.models import Regrade, RegradedAttempt


@pytest.fixture
def make_regrade(attempt):
    def make(**fields):
        fields = {"state": Regrade.State.RUNNING, "at": timezone.now()} | fields
        return Regrade.objects.create(item=attempt.item, revision=attempt.revision, **fields)

    return make


def test_a_regrade_runs_until_it_is_ended(make_regrade):
    regrade = make_regrade()
    assert regrade.is_running
    regrade.end(Regrade.State.DONE)
    regrade.refresh_from_db()
    assert (regrade.is_running, regrade.state) == (False, Regrade.State.DONE)
    assert regrade.finished_at >= regrade.at
    assert "by revision 1" in str(regrade)


def test_one_regrade_of_a_quiz_runs_at_a_time_and_one_dry_run_beside_it(make_regrade):
    make_regrade()
    make_regrade(dry_run=True)
    make_regrade(state=Regrade.State.DONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_regrade()


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [(1.0, 2.5, 1.5), (2.0, 0.0, -2.0), (None, 1.0, 1.0), (1.0, None, -1.0)],
)
def test_the_gain_counts_what_is_missing_as_nothing(before, after, gain):
    assert RegradedAttempt(before=before, after=after).gain == gain


def test_a_regrade_has_an_attempt_once(make_regrade, attempt):
    regrade = make_regrade()
    changed = RegradedAttempt.objects.create(regrade=regrade, attempt=attempt)
    assert str(changed) == f"{attempt.pk} of regrade {regrade.pk}"
    with pytest.raises(IntegrityError):
        RegradedAttempt.objects.create(regrade=regrade, attempt=attempt)
