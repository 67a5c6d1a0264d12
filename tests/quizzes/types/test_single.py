"""Single choice: one option counts, others may earn a part."""

import random

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import AnswerKey, Choices, NeutralQuestion, Texts
from quizzes.types.single import TYPE
from tests.quizzes.writing import faults_of, question_of

QUESTION = """\
id: zeros
type: single
text: Which penalty gives zeros?
options:
  - {id: l1, text: L1, correct: true, feedback: The kink keeps it there.}
  - {id: l2, text: Squared L2, credit: 0.25, feedback: Its slope fades.}
  - {id: none, text: None of them}
explanation: The slope of the absolute value stays.
"""


@pytest.fixture
def question():
    return question_of(QUESTION)


@pytest.mark.parametrize(
    ("answer", "fraction", "feedback"),
    [("l1", 1.0, "The kink keeps it there."), ("l2", 0.25, "Its slope fades."), ("none", 0.0, "")],
)
def test_the_chosen_option_alone_makes_the_score(question, answer, fraction, feedback):
    score = question.score(question.parse_response(answer))
    assert (score.fraction, score.feedback) == (fraction, feedback)
    assert [part.id for part in score.parts if part.chosen] == [answer]


def test_a_blank_answer_is_right_about_every_wrong_option_and_earns_nothing(question):
    score = question.score(None)
    assert score.fraction == 0
    assert [part.right for part in score.parts] == [False, True, True]
    assert question.count_unanswered(None) == 1
    assert question.describe_answer(None) == ""


@pytest.mark.parametrize("response", ["L1", "", ["l1"], {"": "l1"}, 0, True])
def test_anything_but_the_id_of_an_option_is_invalid(question, response):
    invalid = question.parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert invalid.sentence == "Expected the id of one option."
    assert invalid.expected == "Expected the id of one option: l1, l2, none."


def test_a_form_without_a_choice_is_blank(question):
    assert question.from_form({"": ["l2"]}) == "l2"
    assert question.from_form({"": [""]}) is None
    assert question.from_form({}) is None


def test_options_are_shuffled_unless_the_author_says_otherwise(question):
    orders = {
        tuple(option.id for option in question.shuffled(random.Random(seed)).body.options)
        for seed in range(30)
    }
    assert len(orders) == 6
    fixed = question_of(QUESTION + "shuffle: false\n")
    assert fixed.shuffled(random.Random(1)) == fixed


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("correct: true, ", "", "1: 0 options are correct; a single choice has exactly 1"),
        ("credit: 0.25", "correct: true", "1: 2 options are correct"),
        ("credit: 0.25", "credit: 1.5", '1: the credit of "l2" must be 0 to 1'),
        ("credit: 0.25", "credit: -0.25", '1: the credit of "l2" must be 0 to 1'),
        ("correct: true", "correct: true, credit: 0.5", '1: the credit of "l1" must be'),
        ("id: none", "id: l1", '1: two of the options have the id "l1"'),
        ("None of them", "squared  l2", '1: two of the options have the text "squared l2"'),
        ("id: none", "id: no space", '7: the id "no space" must be letters, digits'),
        ("credit: 0.25", "weight: 0.25", '6: unknown key "weight"'),
    ],
)
def test_faults(found, instead, fault):
    faults = faults_of(QUESTION.replace(found, instead))
    assert any(each.startswith(fault) for each in faults), faults


def test_one_option_is_no_choice():
    lines = [line for line in QUESTION.splitlines() if "l2" not in line and "None" not in line]
    assert "1: has 1 options; expected at least 2" in faults_of("\n".join(lines))


def test_the_template_shows_choices_at_first_and_the_key_only_with_a_score(question):
    def keys(context):
        return [set(option) for option in context["options"]]

    assert keys(question.template_context()) == [{"id", "text"}] * 3
    assert keys(question.template_context("l2")) == [{"id", "text", "chosen"}] * 3
    scored = question.template_context("l2", question.score("l2"))["options"]
    assert [option["chosen"] for option in scored] == [False, True, False]
    assert [option["correct"] for option in scored] == [True, False, False]


def test_its_export_keeps_credit_and_feedback(question):
    export = TYPE.to_neutral(question.body)
    assert export.losses == ()
    assert export.content.single
    assert export.content.options[1] == AnswerKey("Squared L2", 0.25, "Its slope fades.")


def draft(*options: AnswerKey, single: bool = True, shuffle: bool = True):
    content = Choices(single, options, shuffle)
    return TYPE.from_neutral(NeutralQuestion("q", "Which?", content))


def test_a_draft_has_ids_from_the_texts():
    found = draft(AnswerKey("The first", 1.0), AnswerKey("The first!", 0.5), AnswerKey("…", 0.0))
    assert found.node == {
        "options": [
            {"id": "the-first", "text": "The first", "correct": True},
            {"id": "the-first-2", "text": "The first!", "credit": 0.5},
            {"id": "option", "text": "…"},
        ]
    }
    assert found.losses == ()


def test_a_penalty_is_lost_and_a_fixed_order_is_not():
    found = draft(AnswerKey("a", 1.0), AnswerKey("b", -0.5), shuffle=False)
    assert found.losses == ("the penalty for “b”; a single choice earns 0 at least",)
    assert found.node["shuffle"] is False


def test_content_of_other_types_is_not_taken():
    assert draft(AnswerKey("a", 1.0), single=False) is None
    assert TYPE.from_neutral(NeutralQuestion("q", "?", Texts((AnswerKey("a", 1.0),)))) is None
