"""A student whose scores are held back sees the visible cases and nothing of the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from courseware.gradebook.release import hold_scores, release_scores
from labs.class_table import table_of
from labs.models import State
from labs.pages.held import without_score
from labs.pages.result_panel import result_panel
from labs.pages.solutions import are_shown
from labs.selectors import current_revision

pytestmark = pytest.mark.django_db

REPORT = {
    "verdict": "wrong_values",
    "score": 37.5,
    "correctness": {"score": 0.5, "passed": 1, "of": 2, "first": "secret"},
    "performance": {"score": 0.5, "ratio": 1.5, "low": 1.4, "high": 1.6, "void": False},
    "causes": [{"sentence": "Mean, not sum.", "cases": ["secret"], "case": "secret"}],
    "sentence": "Wrong values.",
    "weights": {"correctness": 75, "performance": 25},
}
CASES = [
    {"name": "plain", "visible": True, "passed": True, "verdict": "passed"},
    {"name": "secret", "visible": False, "passed": False, "verdict": "wrong_values"},
]
TELLING = ("37.5", "secret", "Wrong values", "1 of 2", "Mean, not sum", "1.5×")


@pytest.fixture
def submission(lab: Any, ben: Any, ada: Any, make_submission: Callable[..., Any]) -> Any:
    """Graded with 37.5 of 100; the lab's scores are held back."""
    submission = make_submission(
        state=State.DONE, verdict="wrong_values", score=37.5, correctness=0.5, report=REPORT
    )
    for position, case in enumerate(CASES):
        submission.cases.create(position=position, result=case)
    hold_scores(item=lab, by=ada)
    return submission


def pages_of(submission: Any, viewer: Any, client: Client) -> str:
    client.force_login(viewer)
    lab = submission.item.get_absolute_url()
    own = submission.get_absolute_url()
    addresses = [lab, own, f"{own}result/", f"{lab}history/"]
    return "".join(client.get(address).content.decode() for address in addresses)


def test_no_page_of_the_student_tells_the_score(submission: Any, ben: Any, client: Client) -> None:
    shown = pages_of(submission, ben, client)

    assert "Graded, not released" in shown and "1 of 1 visible case" not in TELLING
    assert "plain" in shown
    assert [word for word in TELLING if word in shown] == []


def test_the_staff_sees_it_all(submission: Any, ada: Any, client: Client) -> None:
    client.force_login(ada)
    shown = client.get(submission.get_absolute_url()).content.decode()

    assert "37.5 of 100" in shown and "secret" in shown


def test_after_the_release_the_student_sees_it_too(
    submission: Any, lab: Any, ada: Any, ben: Any, client: Client
) -> None:
    release_scores(item=lab, by=ada)

    assert "37.5 of 100" in pages_of(submission, ben, client)


def test_a_trial_run_is_shown_whole(lab: Any, make_submission: Callable[..., Any]) -> None:
    trial = make_submission(purpose="trial", state=State.DONE, verdict="passed")
    panel = result_panel(trial)

    assert without_score(panel) is panel


def test_neither_table_nor_solutions_before_the_release(
    submission: Any, lab: Any, ben: Any, django_assert_num_queries: Any
) -> None:
    revision = current_revision(lab)
    revision.solutions_after_full_marks = True
    lab.scores_held = True

    assert table_of(lab, ben, revision) is None
    assert not are_shown(lab, revision, 100.0, submission.created_at)
