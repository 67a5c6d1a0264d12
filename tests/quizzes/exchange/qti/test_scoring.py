from __future__ import annotations

import pytest

from quizzes.contract.neutral import ExchangeError
from tests.quizzes.exchange.qti.writing import (
    MAP_RESPONSE,
    SCORE,
    declaration,
    item,
    scoring_of,
)

FEEDBACK = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
TELL = '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>'


def modal(name: str, text: str, show: str = "show") -> str:
    return (
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="{show}">'
        f"<p>{text}</p></modalFeedback>"
    )


def told(*feedback: str) -> str:
    processing = f"<responseProcessing>{TELL}</responseProcessing>"
    return item("", declaration(["A"]), FEEDBACK, *feedback, processing=processing)


def test_fractions_are_shares_of_what_the_correct_answer_earns():
    declared = declaration(["A"], mapping={"A": 4, "B": 1, "C": -2})
    scoring = scoring_of(item("", declared, processing=MAP_RESPONSE))
    assert [scoring.fraction(each) for each in "ABCD"] == [1, 0.25, -0.5, 0]
    assert scoring.fraction() == 0
    assert scoring.worth() == 4
    assert scoring.losses == []


def test_the_best_of_a_mapping_is_correct_where_nothing_is_declared():
    single = declaration([], mapping={"A": 1, "B": 3})
    assert scoring_of(item("", single)).correct == ("B",)
    several = declaration([], cardinality="multiple", mapping={"A": 1, "B": 3, "C": -1})
    assert scoring_of(item("", several)).correct == ("A", "B")
    assert scoring_of(item("", declaration([]))).correct == ()


@pytest.mark.parametrize(
    ("processing", "loss"),
    [
        ("", "no scoring came with it"),
        ("<responseProcessing><custom/></responseProcessing>", "its scoring, which uses custom"),
        ("<responseProcessing>" + TELL + "</responseProcessing>", "what it awards for an answer"),
    ],
)
def test_without_usable_scoring_the_declared_answer_earns_everything(processing, loss):
    scoring = scoring_of(item("", declaration(["A"]), FEEDBACK, processing=processing))
    assert [scoring.fraction("A"), scoring.fraction("B")] == [1, 0]
    assert len(scoring.losses) == 1
    assert scoring.losses[0].startswith(loss)


def test_feedback_goes_to_its_answer_and_the_explanation_to_everybody():
    document = told(modal("A", "Yes."), modal("B", "No."), modal("none", "Because.", "hide"))
    scoring = scoring_of(document)
    assert scoring.feedback(["A"]) == "Yes."
    assert scoring.feedback(["B"]) == "No."
    assert scoring.feedback(["C"]) == ""
    assert scoring.explanation() == "Because."
    assert scoring.losses == []


def test_what_nobody_was_shown_is_lost():
    scoring = scoring_of(told(modal("A", "Yes."), modal("Z", "Never.")))
    assert scoring.explanation() == "Yes."
    assert scoring.losses == ["the feedback “Never.”"]


@pytest.mark.parametrize(
    ("outcome", "points"),
    [
        (SCORE, 1.0),
        (SCORE.replace("/>", ' normalMaximum="3"/>'), 3.0),
        (SCORE + SCORE.replace("SCORE", "MAXSCORE").replace(
            "/>", "><defaultValue><value>2.5</value></defaultValue></outcomeDeclaration>"), 2.5),
    ],
)  # fmt: skip
def test_points(outcome, points):
    document = item("", declaration(["A"])).replace(SCORE, outcome)
    assert scoring_of(document).points() == points


def test_senseless_points_become_one():
    outcome = SCORE.replace("/>", ' normalMaximum="-3"/>')
    scoring = scoring_of(item("", declaration(["A"])).replace(SCORE, outcome))
    assert scoring.points() == 1
    assert scoring.losses == ["the most that it awards, -3; it has 1 point here"]


def test_a_response_must_be_declared():
    scoring = scoring_of(item("", declaration(["A"])), "OTHER")
    with pytest.raises(ExchangeError, match="is not declared"):
        scoring.fraction("A")
