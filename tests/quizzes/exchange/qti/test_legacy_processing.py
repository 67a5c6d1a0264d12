from __future__ import annotations

import pytest

from quizzes.exchange.qti.expressions import UnsupportedProcessing
from quizzes.exchange.qti.legacy_processing import Result, run
from tests.quizzes.exchange.qti.writing import condition, equal, legacy_item, root_of


def result(conditions: str, *answer: str) -> Result:
    return run(root_of(legacy_item("", conditions)), {"response1": answer} if answer else {})


def test_the_first_condition_that_sets_points_decides():
    conditions = condition(equal("a"), 100) + condition("<other/>", 25)
    assert [result(conditions, each).score for each in ("a", "b")] == [100, 25]


def test_conditions_that_add_go_on():
    conditions = "".join(condition(equal(each), 50, action="Add") for each in "ab")
    conditions += condition(equal("c"), 20, action="Subtract")
    assert result(conditions, "a", "b").score == 100
    assert result(conditions, "a", "c").score == 30


@pytest.mark.parametrize(
    ("test", "answer", "holds"),
    [
        (equal("York"), "yORK", True),
        ('<varequal respident="response1" case="Yes">York</varequal>', "york", False),
        (equal("2.0"), "2", True),
        ('<vargt respident="response1">2</vargt>', "2", False),
        ('<vargte respident="response1">2</vargte>', "2", True),
        ('<varlt respident="response1">2</varlt>', "1", True),
        ('<varlte respident="response1">2</varlte>', "3", False),
        ('<varsubstring respident="response1">or</varsubstring>', "York", True),
        ('<varsubset respident="response1">a,b</varsubset>', "a", False),
        (f"<not>{equal('a')}</not>", "b", True),
        (f"<or>{equal('a')}{equal('b')}</or>", "b", True),
        (f"<and>{equal('a')}{equal('b')}</and>", "b", False),
        (equal("a") + equal("b"), "b", False),
        ("<other/>", "b", True),
    ],
)
def test_conditions(test, answer, holds):
    assert (result(condition(test), answer).score == 100) == holds


def test_without_an_answer():
    assert result(condition('<unanswered respident="response1"/>')).score == 100
    assert result(condition(equal("a"))).score == 0


def test_feedback_and_other_names_of_the_score():
    conditions = condition(equal("a"), None, show="hint") + condition(equal("a"), 7, show="end")
    shown = result(conditions.replace("SCORE", "que_score"), "a")
    assert (shown.score, shown.feedback) == (7, ["hint", "end"])


@pytest.mark.parametrize(
    "conditions",
    [condition('<durequal respident="response1">3</durequal>'),
     condition("<other/>", action="Multiply")],
)  # fmt: skip
def test_what_is_not_run(conditions):
    with pytest.raises(UnsupportedProcessing):
        result(conditions, "a")
