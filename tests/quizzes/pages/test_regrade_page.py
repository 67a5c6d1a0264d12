from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Regrade, RegradedAttempt
from quizzes.pages.regrade_page import regrade_context, running_regrades
from tests.quizzes.attempts import finish


@pytest.fixture
def make_regrade(attempt):
    def make(*changes, **fields):
        fields = {"at": timezone.now(), "revision": attempt.revision} | fields
        regrade = Regrade.objects.create(item=attempt.item, **fields)
        for change in changes:
            RegradedAttempt.objects.create(regrade=regrade, attempt=attempt, **change)
        return regrade

    finish(attempt)
    return make


def test_without_regrades_the_page_is_empty(make_regrade, attempt):
    context = regrade_context(attempt.item)
    assert (context["dry"], context["applied"], context["running"]) == (None, [], [])
    assert context["revision"] == attempt.revision


@pytest.mark.parametrize(
    ("change", "gaining", "losing", "by_hand"),
    [
        ({"before": 1.0, "after": 2.0}, 1, 0, 0),
        ({"before": 2.0, "after": 1.0, "by_hand": True}, 0, 1, 1),
        ({"before": 1.0, "after": 1.0 + 1e-12}, 0, 0, 0),  # rounding
    ],
)
def test_a_dry_run_is_summed_up(make_regrade, attempt, change, gaining, losing, by_hand):
    regrade = make_regrade(change, dry_run=True)
    dry = regrade_context(attempt.item)["dry"]
    assert (dry["regrade"], dry["changed"], dry["failures"]) == (regrade, 1, 0)
    assert (dry["gaining"], dry["losing"], dry["by_hand"]) == (gaining, losing, by_hand)


def test_attempts_that_could_not_be_regraded_are_listed_apart(make_regrade, attempt):
    make_regrade({"error": "KeyError: 'x'"}, dry_run=True)
    dry = regrade_context(attempt.item)["dry"]
    assert (dry["changed"], dry["rows"], dry["failures"]) == (0, [], 1)
    assert dry["failed"][0].error == "KeyError: 'x'"


def test_a_dry_run_is_not_shown_once_something_newer_was_applied(make_regrade, attempt):
    make_regrade(dry_run=True, at=timezone.now() - timedelta(minutes=1))
    applied = make_regrade()
    context = regrade_context(attempt.item)
    assert context["dry"] is None
    assert [row["regrade"] for row in context["applied"]] == [applied]


def test_a_dry_run_by_an_older_revision_is_not_shown(make_regrade, attempt):
    make_regrade(dry_run=True)
    attempt.item.quiz_revisions.create(number=2, content=attempt.revision.content)
    assert regrade_context(attempt.item)["dry"] is None


def test_of_those_that_run_the_dry_run_comes_last(make_regrade, attempt):
    dry = make_regrade(dry_run=True, state=Regrade.State.RUNNING)
    applied = make_regrade(state=Regrade.State.RUNNING)
    assert running_regrades(attempt.item) == [applied, dry]
    context = regrade_context(attempt.item)
    assert (context["dry"], context["applied"]) == (None, [])
