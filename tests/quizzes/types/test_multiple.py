"""Multiple choice: rules of credit over what is selected."""

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import AnswerKey, Choices, NeutralQuestion
from quizzes.types.multiple import TYPE
from tests.quizzes.writing import faults_of, question_of

QUESTION = """\
id: cures
type: multiple
credit: RULE
text: What helps?
options:
  - {id: clip, text: Clipping, correct: true, feedback: It bounds the step.}
  - {id: rate, text: A lower rate, correct: true}
  - {id: doctor, text: A doctor}
  - {id: luck, text: Luck}
explanation: Both bound the step.
"""
WEIGHTS = """\
id: cures
type: multiple
credit: weights
text: What helps?
options:
  - {id: clip, text: Clipping, correct: true, weight: 0.75}
  - {id: rate, text: A lower rate, correct: true, weight: 0.25}
  - {id: doctor, text: A doctor, weight: -0.5}
  - {id: luck, text: Luck, weight: 0}
explanation: Both bound the step.
"""
SELECTIONS = (["clip", "rate"], ["clip"], ["clip", "doctor"], ["clip", "rate", "doctor", "luck"])


def with_rule(rule: str):
    return question_of(QUESTION.replace("RULE", rule))


@pytest.mark.parametrize(
    ("rule", "fractions"),
    [
        ("all-or-nothing", (1, 0, 0, 0)),
        ("net-correct", (1, 1 / 2, 0, 0)),
        ("balanced", (1, 1 / 2, 0, 0)),
        ("coverage", (1, 1 / 2, 1 / 4, 1 / 2)),
        ("each-answer", (1, 3 / 4, 2 / 4, 2 / 4)),
    ],
)
def test_each_rule_scores_by_its_formula(rule, fractions):
    question = with_rule(rule)
    found = tuple(question.score(question.parse_response(chosen)).fraction for chosen in SELECTIONS)
    assert found == pytest.approx(fractions)


def test_weights_add_up_between_nothing_and_everything():
    question = question_of(WEIGHTS)
    for chosen, fraction in (
        (["clip"], 0.75),
        (["clip", "doctor"], 0.25),
        (["doctor"], 0.0),
        (["clip", "rate", "luck"], 1.0),
    ):
        assert question.score(question.parse_response(chosen)).fraction == fraction, chosen


def test_an_empty_selection_is_an_answer_and_a_form_without_ticks_is_none():
    question = with_rule("each-answer")
    assert question.parse_response([]) == []
    assert question.score([]).fraction == 2 / 4
    assert question.from_form({"": []}) is None
    assert question.score(None).fraction == 0
    assert question.from_form({"": ["clip", "", "rate"]}) == ["clip", "rate"]


def test_the_order_of_a_selection_does_not_matter():
    question = with_rule("coverage")
    assert question.parse_response(["rate", "clip"]) == ["clip", "rate"]


@pytest.mark.parametrize(
    "response", ["clip", ["clip", "clip"], ["other"], [1], {"clip": True}, ["clip"] * 5, 2.0]
)
def test_what_is_no_selection_is_invalid(response):
    invalid = with_rule("coverage").parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert invalid.expected.endswith("each at most once: clip, rate, doctor, luck.")


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("credit: RULE", "credit: net_correct", '3: unknown credit rule "net_correct"'),
        ("correct: true", "correct: false", "1: no option is correct; expected at least 1"),
        ("text: Luck", "text: Luck, weight: 1, credit: 1", '9: unknown key "credit"'),
    ],
)
def test_faults(found, instead, fault):
    text = QUESTION.replace(found, instead).replace("RULE", "coverage")
    assert faults_of(text)[0].startswith(fault), faults_of(text)


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("weight: 0.75", "weight: 0.5", "the weights of the correct options sum to 0.75"),
        ("weight: -0.5", "weight: 0.5", '"doctor": a correct option weighs more than 0'),
    ],
)
def test_faults_of_weights(found, instead, fault):
    assert any(fault in each for each in faults_of(WEIGHTS.replace(found, instead)))


def test_a_misspelled_rule_gets_a_suggestion():
    (fault,) = faults_of(QUESTION.replace("RULE", "net-corect"))
    assert fault.endswith('Did you mean "net-correct"?')


def test_blind_guesses_toss_a_coin_for_each_option():
    body = with_rule("coverage").body
    guesses = list(TYPE.blind_guesses(body))
    assert len(guesses) == len({tuple(guess) for guess in guesses}) == 2**4
    assert TYPE.everything_selected(body) == ["clip", "rate", "doctor", "luck"]


@pytest.mark.parametrize(
    ("rule", "weights", "lost"),
    [
        ("net-correct", (0.5, 0.5, -0.5, -0.5), False),
        ("coverage", (0.5, 0.5, -0.5, -0.5), True),
    ],
)
def test_a_rule_is_exported_as_weights(rule, weights, lost):
    export = TYPE.to_neutral(with_rule(rule).body)
    assert tuple(option.fraction for option in export.content.options) == weights
    assert bool(export.losses) == lost


def draft(*fractions: float, **options):
    keys = tuple(AnswerKey(f"Text {n}", fraction) for n, fraction in enumerate(fractions))
    return TYPE.from_neutral(NeutralQuestion("q", "?", Choices(False, keys, **options)))


def test_equal_weights_are_the_rule_net_correct():
    node = draft(0.3333333, 0.3333333, 0.3333333, -0.3333333).node
    assert node["credit"] == "net-correct"
    assert [option.get("correct", False) for option in node["options"]] == [True] * 3 + [False]
    assert not any("weight" in option for option in node["options"])


def test_wrong_options_that_together_cost_everything_are_the_rule_balanced():
    node = draft(0.3333333, 0.3333333, 0.3333333, -0.5, -0.5).node
    assert node["credit"] == "balanced"
    assert not any("weight" in option for option in node["options"])


def test_other_weights_are_kept_and_those_of_the_right_options_sum_to_1():
    node = draft(0.33333, 0.66666, -0.1, 0.0).node
    assert node["credit"] == "weights"
    weights = [option.get("weight") for option in node["options"]]
    assert sum(weights[:2]) == pytest.approx(1, abs=1e-12)
    assert weights[2:] == [-0.1, None]


def test_all_or_nothing_is_kept_beside_the_weights():
    content = TYPE.to_neutral(with_rule("all-or-nothing").body).content
    assert (content.all_or_nothing, content.options[0].fraction) == (True, 0.5)
    assert draft(0.5, 0.5, -0.5, all_or_nothing=True).node["credit"] == "all-or-nothing"


def test_a_single_choice_is_another_type():
    content = Choices(True, (AnswerKey("a", 1.0),))
    assert TYPE.from_neutral(NeutralQuestion("q", "?", content)) is None


def test_the_template_says_of_each_option_whether_the_choice_about_it_was_right():
    question = with_rule("coverage")
    answer = ["clip", "doctor"]
    options = question.template_context(answer, question.score(answer))["options"]
    assert [option["right"] for option in options] == [True, False, False, True]
    assert question.describe_answer(answer) == "Clipping; A doctor"
