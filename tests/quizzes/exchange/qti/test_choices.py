from __future__ import annotations

import pytest

from quizzes.contract.neutral import AnswerKey, Choices, TrueOrFalse
from tests.quizzes.exchange.qti.writing import (
    MAP_RESPONSE,
    MATCH_CORRECT,
    declaration,
    item,
    read_item,
    refusal_of,
)


def interaction(*options: str, shuffle: str = "true") -> str:
    choices = "".join(f'<simpleChoice identifier="{o}">{o.upper()}</simpleChoice>' for o in options)
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{shuffle}">'
        f"<prompt>Which?</prompt>{choices}</choiceInteraction>"
    )


def test_one_option():
    question, losses = read_item(item("<p>Look.</p>" + interaction("a", "b"), declaration(["b"])))
    assert question.text == "Look.\n\nWhich?"
    assert question.content == Choices(True, (AnswerKey("A", 0.0), AnswerKey("B", 1.0)), True)
    assert losses == []


def test_several_options_all_or_nothing():
    declared = declaration(["a", "b"], cardinality="multiple")
    question, losses = read_item(item(interaction("a", "b", "c", shuffle="false"), declared))
    content = question.content
    assert (content.single, content.shuffle, content.all_or_nothing) == (False, False, True)
    assert [key.fraction > 0 for key in content.options] == [True, True, False]
    assert losses == []


def test_a_single_right_one_of_several_is_all_or_nothing_as_well():
    declared = declaration(["a"], cardinality="multiple")
    question, _ = read_item(item(interaction("a", "b"), declared))
    assert question.content.all_or_nothing


def test_several_options_with_shares():
    mapping = {"a": 1.5, "b": 0.5, "c": -1}
    declared = declaration(["a", "b"], cardinality="multiple", mapping=mapping)
    document = item(interaction("a", "b", "c", "d"), declared, processing=MAP_RESPONSE)
    question, losses = read_item(document)
    assert not question.content.all_or_nothing
    assert [key.fraction for key in question.content.options] == [0.75, 0.25, -0.5, 0]
    assert (question.points, losses) == (2, [])


def test_true_and_false():
    question, _ = read_item(item(interaction("true", "false"), declaration(["false"])))
    assert question.content == TrueOrFalse(False)


def test_words_chosen_in_a_text():
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE"><p>A '
        '<hottext identifier="x">had</hottext> and <hottext identifier="y">went</hottext>.</p>'
        "</hottextInteraction>"
    )
    question, losses = read_item(item(body, declaration(["y"])))
    assert question.text == "A had and went."
    assert [key.text for key in question.content.options] == ["had", "went"]
    assert losses == ["that its options are chosen in the text"]


def test_options_that_keep_their_place_are_reported():
    body = interaction("a", "b").replace('identifier="b"', 'identifier="b" fixed="true"')
    assert read_item(item(body, declaration(["a"])))[1] == ["that some options keep their place"]


@pytest.mark.parametrize("processing", [MATCH_CORRECT, MAP_RESPONSE, ""])
def test_without_a_correct_answer_nothing_is_imported(processing):
    refusal = refusal_of(item(interaction("a", "b"), declaration([]), processing=processing))
    assert refusal == "not imported: no answer to it is declared correct"
