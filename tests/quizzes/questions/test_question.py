import json
import random

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.questions.encoding import encode
from quizzes.questions.question import Question, parse_question, quiz_from_plain, shuffle_rng
from quizzes.types.single import TYPE as SINGLE
from tests.quizzes.writing import QUIZ, example_of, node_of, question_of, quiz_of

ZERO = """\
id: zero
type: single
points: 2
text: Which penalty gives zeros?
options:
  - {id: l1, text: L1, correct: true}
  - {id: l2, text: Squared L2}
explanation: The kink.
erratum: The notes said otherwise.
tags: [penalties, zeros]
anchors: [sparsity#what-l1-does]
"""
POOLED = """\
title: Pooled
pools:
  - {questions: [a, b, c], draw: 1}
questions:
""" + "".join(
    f"""\
  - id: {name}
    type: true_false
    points: {points}
    text: Is it?
    answer: true
    explanation: It is.
"""
    for name, points in (("a", 2), ("b", 2), ("c", 2), ("d", 3))
)


def test_what_all_questions_have():
    question = question_of(ZERO)
    assert (question.id, question.type, question.points) == ("zero", "single", 2.0)
    assert (question.tags, question.anchors) == (
        ("penalties", "zeros"),
        ("sparsity#what-l1-does",),
    )
    assert question.erratum.startswith("The notes")
    assert question.question_type is SINGLE


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("type: single", "type: singel", 'unknown question type "singel"; known are blanks, code'),
        ("points: 2", "points: 0", "points are 0; expected more than 0"),
        ("points: 2", "points: 1001", "points are 1001; expected more than 0"),
        ("sparsity#what-l1-does", "sparsity", 'the anchor "sparsity" must be written'),
        ("sparsity#what-l1-does", "'#x'", 'the anchor "#x" must be written'),
        ("tags:", "tag:", 'unknown key "tag"'),
        ("id: zero", "id: a b", 'the id "a b" must be'),
    ],
)
def test_faults(found, instead, fault):
    node, faults = node_of(ZERO.replace(found, instead))
    parse_question(node)
    assert any(each.message.startswith(fault) for each in faults), list(faults)


def test_a_misspelled_type_gets_a_suggestion():
    node, faults = node_of(ZERO.replace("type: single", "type: mutliple"))
    assert parse_question(node) is None
    (fault,) = faults
    assert fault.message.endswith('Did you mean "multiple"?')


def test_a_stored_question_is_equal():
    question = question_of(ZERO)
    stored = json.loads(json.dumps(question.to_plain()))
    assert Question.from_plain(stored) == question


def test_a_stored_quiz_is_equal():
    for text in (QUIZ, POOLED):
        quiz = quiz_of(text)
        assert quiz_from_plain(json.loads(json.dumps(encode(quiz)))) == quiz


def test_a_quiz_has_the_points_of_one_attempt():
    assert quiz_of(POOLED).points == 5.0
    for seed in range(10):
        dealt = quiz_of(POOLED).deal(seed)
        assert sum(question.points for question in dealt) == 5.0


def test_a_seed_decides_what_is_dealt_and_in_which_order():
    quiz = quiz_of(POOLED)
    assert quiz.deal(7) == quiz.deal(7)
    assert len({tuple(question.id for question in quiz.deal(seed)) for seed in range(30)}) > 1


def test_variants_take_turns():
    text = """\
title: Numbers
questions:
  - id: double
    type: numeric
    variants: {seeds: 3, draw: {x: "whole(1, 1000)"}}
    text: Twice {{ x }}?
    answer: "{{ 2 * x }}"
    tolerance: exact
    explanation: It is {{ 2 * x }}.
"""
    (slot,) = quiz_of(text).slots
    assert slot.parameterised
    assert [slot.deal(seed).body for seed in range(3)] == [each.body for each in slot.variants]
    assert slot.deal(3).body == slot.deal(0).body


def test_shuffling_differs_between_questions_of_one_attempt():
    first, second = shuffle_rng(1, "a"), shuffle_rng(1, "b")
    assert first.random() != second.random()
    assert shuffle_rng(1, "a").random() == random.Random("1/a").random()


def test_a_question_passes_everything_on_to_its_type():
    question = question_of(ZERO)
    assert question.parse_response("l1") == "l1"
    assert isinstance(question.parse_response("l3"), InvalidResponse)
    assert question.from_form(question.to_form("l1")) == "l1"
    assert question.count_unanswered(None) == 1
    assert question.describe_answer("l1") == "L1"
    assert question.score("l1").fraction == 1.0
    assert not question.graded_by_worker


def test_a_result_is_asked_for_only_where_the_score_is_pending():
    question = question_of(ZERO)
    assert question.final_score("l1", {"points": {}}) == question.score("l1")
    essay = question_of(example_of("essay"))
    assert essay.final_score("Text.", None).pending
    full = {"points": essay.question_type.rubric(essay.body)}
    assert essay.final_score("Text.", full).fraction == 1.0
    assert essay.final_score(None, full).fraction == 0.0
