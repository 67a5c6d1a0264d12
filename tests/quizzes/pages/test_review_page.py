from types import SimpleNamespace

import pytest

from quizzes.contract.answers import Score
from quizzes.pages.review_page import review_context, score_shown
from quizzes.pages.unsaved import UnsavedForm
from quizzes.services.changes import Change
from tests.quizzes.attempts import RIGHT, WRONG, check, finish, save


def rows_of(context):
    return {row["question"].id: row for row in context["rows"]}


def test_a_submitted_attempt_shows_answers_points_and_key(attempt):
    save(attempt, RIGHT, Change("grow", {"width": ["units"]}))
    context = review_context(finish(attempt), attempt.user)
    rows = rows_of(context)
    assert {name: row["state"] for name, row in rows.items()} == {
        "zero": "right",
        "cures": "wrong",
        "grow": "partly",
    }
    assert (rows["cures"]["blank"], rows["zero"]["blank"]) == (True, False)
    assert (context["shows_key"], context["passed"]) == (True, True)  # 2.5 of 4 points


def test_without_enough_points_the_attempt_is_not_passed(attempt):
    assert review_context(finish(attempt), attempt.user)["passed"] is False


def test_without_a_pass_mark_nobody_passes_or_fails(begin):
    attempt = begin("attempts: 1\n")
    assert review_context(finish(attempt), attempt.user)["passed"] is None


@pytest.mark.parametrize(
    ("settings", "questions", "score", "key"),
    [
        ("attempts: 2\n", True, True, False),
        ("attempts: 2\nreveal: each\n", True, True, True),
        ("review: {score: closed, key: closed}\n", True, False, False),
        ("review: {question: never, key: never, explanation: never}\n", False, True, False),
    ],
)
def test_the_owner_sees_what_the_settings_show(begin, ada, settings, questions, score, key):
    attempt = begin(settings)
    save(attempt, RIGHT)
    done = finish(attempt)
    context = review_context(done, attempt.user)
    assert (bool(context["rows"]), context["visible"].score, context["shows_key"]) == (
        questions,
        score,
        key,
    )
    watched = review_context(done, ada)
    assert (bool(watched["rows"]), watched["visible"].score, watched["shows_key"]) == (True,) * 3


def test_a_hidden_score_leaves_no_state_in_the_rows(begin):
    attempt = begin("review: {score: closed, key: closed}\n")
    save(attempt, RIGHT)
    row = rows_of(review_context(finish(attempt), attempt.user))["zero"]
    assert "state" not in row
    assert row["points"] == "2 points"


def test_tries_and_certainty_are_part_of_the_review(begin):
    attempt = begin("tries: {count: 3}\n")
    save(attempt, WRONG)
    check(attempt)
    save(attempt, RIGHT)
    row = rows_of(review_context(finish(attempt), attempt.user))["zero"]
    assert (row["tries"], row["state"], row["certainty"]) == (1, "right", None)


def test_what_was_typed_after_submission_is_given_back(attempt):
    done = finish(attempt)
    unsaved = UnsavedForm({"grow": {"width": ["wires", " "]}}, {"": "Too late."})
    context = review_context(done, attempt.user, unsaved)
    assert context["not_saved"] == ["Too late."]
    assert context["typed"] == [{"number": 3, "text": "wires"}]


def test_whether_an_answer_is_right_does_not_depend_on_its_certainty():
    score = Score(1.0)
    assert score_shown(SimpleNamespace(fraction=1 / 3), score) == 1.0
    assert score_shown(SimpleNamespace(fraction=None), score) is None
