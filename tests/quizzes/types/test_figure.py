"""A state of a figure, graded by what the figure computes in it."""

from __future__ import annotations

import pytest

from quizzes.contract.answers import InvalidResponse
from tests.quizzes.writing import example_of, faults_of, question_of

EXAMPLE = example_of("figure")
BOTH = EXAMPLE.replace("ask: [threshold]", "ask: [threshold, miss]")


def test_a_state_in_which_the_condition_holds_is_right():
    question = question_of(EXAMPLE)
    found = {x: question.score(question.parse_response({"threshold": x})) for x in (0.21, 0.4, 0.9)}
    assert [score.fraction for score in found.values()] == [1.0, 0.0, 0.0]
    assert [score.feedback for score in found.values()] == [
        "",
        "",
        "A high threshold makes many misses.",
    ]
    (part,) = found[0.9].parts
    assert (part.given, part.expected) == ("Threshold: 0.90", "Threshold: 0.21")


def test_what_is_not_asked_stays_as_it_starts():
    question = question_of(EXAMPLE)
    assert question.body.state({"threshold": "0.3"}) == {"threshold": 0.3, "miss": 5.0}
    assert isinstance(question.parse_response({"miss": "1"}), InvalidResponse)


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        ({"threshold": 0.21}, {"threshold": "0.21"}),
        ({"threshold": "0,210", "miss": ""}, {"threshold": "0.21"}),
        ({"miss": 10}, {"miss": "10"}),
        ({"threshold": None}, None),
        ({}, None),
        (None, None),
    ],
)
def test_settings_are_kept_in_one_form(response, answer):
    assert question_of(BOTH).parse_response(response) == answer


@pytest.mark.parametrize(
    "response", [{"threshold": 2}, {"threshold": "0.215"}, {"miss": 3}, {"x": 1}, "0.2", [1], True]
)
def test_what_the_figure_does_not_have_is_refused_with_what_it_has(response):
    invalid = question_of(BOTH).parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert invalid.sentence == (
        "Expected settings: Threshold (0 to 1 in steps of 0.01), "
        "Cost of a miss (one of 1, 2, 5, 10, 20)."
    )


def test_the_state_that_the_figure_starts_with_is_no_answer():
    question = question_of(BOTH)
    assert question.parse_response({"threshold": "0.50", "miss": "5"}) is None
    assert question.parse_response({"miss": "5"}) is None
    assert question.parse_response({"threshold": "0.5", "miss": "2"}) == {
        "threshold": "0.5",
        "miss": "2",
    }
    assert [field["start"] for field in question.template_context(None)["fields"]] == ["0.5", "5"]


def test_a_sentence_of_its_own_takes_the_place_of_the_figure_s():
    own = "said: It costs {{ cost }} in all."
    page = question_of(EXAMPLE).template_context({"threshold": "0.3"})
    assert page["said"] == "It costs 189 in all."
    assert page["said_template"] == "It costs {{ cost }} in all."
    page = question_of(EXAMPLE.replace(own, "")).template_context({"threshold": "0.3"})
    assert page["said"].startswith("At a threshold of 0.30")
    assert page["said_template"] == ""


def test_the_page_has_the_picture_at_the_start_and_fields_for_what_is_asked():
    question = question_of(EXAMPLE)
    page = question.template_context({"threshold": "0.3"})
    assert page["wide"].startswith("<svg")
    assert page["titles"][0] == "Threshold" and len(page["rows"]) == 10
    assert page["fixed"] == [{"id": "miss", "value": "5"}]
    (field,) = page["fields"]
    assert (field["low"], field["high"], field["step"]) == ("0", "1", "0.01")
    assert field["given"] == "0.3"
    scored = question.template_context({"threshold": "0.3"}, question.score({"threshold": "0.3"}))
    assert scored["wide"] == ""
    assert scored["expected"] == "Threshold: 0.21"


def test_a_listed_number_is_chosen_from_a_list():
    _, field = question_of(BOTH).template_context(None)["fields"]
    assert field["choices"] == [["1", "1"], ["2", "2"], ["5", "5"], ["10", "10"], ["20", "20"]]
    assert field["given"] == "5"


def test_blind_guesses_try_the_states_evenly():
    question = question_of(EXAMPLE)
    guesses = list(question.question_type.blind_guesses(question.body))
    assert len(guesses) == 101
    assert 0 < sum(question.score(guess).fraction for guess in guesses) < 15


def test_a_mistake_may_earn_a_part():
    text = EXAMPLE.replace("feedback: A high", "credit: 0.25, feedback: A high")
    assert question_of(text).score({"threshold": "0.9"}).fraction == 0.25


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("roc-curve", "roc-curv", 'there is no figure "roc-curv". Did you mean "roc-curve"?'),
        ("roc-curve", "l1-norm", 'the figure "l1-norm" has no settings to ask for'),
        ("threshold: 0.5,", "threshold: 1.5,", "threshold=1.5 is not 0 to 1 in steps of 0.01"),
        ("ask: [threshold]", "ask: [treshold]", 'no setting "treshold". Did you mean "threshold"?'),
        ("{threshold: 0.21}", "{threshold: 0.6}", "the solution does not fulfil it"),
        ("{threshold: 0.21}", "{threshold: 0.21, miss: 5}", "miss is not asked"),
        ("threshold: 0.5,", "threshold: 0.21,", "it holds before anything is set"),
        ("cost <=", "costs <=", "costs"),
        ("when: threshold > 0.5", "when: threshold > 2", "no wrong state is found in which"),
        ("when: threshold > 0.5", "when: tresh > 2", "tresh"),
        ("{{ cost }}", "{{ costs }}", "said names costs, and there are only"),
    ],
)
def test_faults(before: str, after: str, words: str):
    assert any(words in fault for fault in faults_of(EXAMPLE.replace(before, after)))
