from __future__ import annotations

import pytest

from quizzes.contract.neutral import AnswerKey, Gap, Gaps, NumberKey, Numbers, Texts
from tests.quizzes.exchange.qti.writing import (
    MAP_RESPONSE,
    declaration,
    item,
    read_item,
    refusal_of,
)

ENTRY = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
VARIABLE = '<variable identifier="RESPONSE"/>'


def rule(test: str, points: float = 1) -> str:
    score = f'<baseValue baseType="float">{points}</baseValue>'
    return (
        "<responseProcessing><responseCondition><responseIf>"
        f'{test}<setOutcomeValue identifier="SCORE">{score}</setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )


def number(document: str) -> tuple[Numbers, list[str]]:
    question, losses = read_item(document)
    assert isinstance(question.content, Numbers)
    return question.content, losses


def test_a_short_text_with_its_spellings():
    declared = declaration(["York"], type="string", mapping={"York": 1, "york": 0.5, "Y": 0})
    question, losses = read_item(item(f"<p>By {ENTRY}.</p>", declared, processing=MAP_RESPONSE))
    assert question.text == r"By \_\_\_."
    assert question.content == Texts((AnswerKey("York", 1.0), AnswerKey("york", 0.5)), case=True)
    assert losses == []


def test_texts_that_only_the_rules_name():
    test = f'<stringMatch caseSensitive="false">{VARIABLE}<baseValue>York</baseValue></stringMatch>'
    declared = declaration(["York"], type="string")
    question, _ = read_item(item(ENTRY, declared, processing=rule(test)))
    assert question.content == Texts((AnswerKey("York", 1.0),), case=False)


def test_a_number_with_its_unit_in_a_paragraph_of_its_own():
    body = f"<p>How long?</p><p>{ENTRY} km</p>"
    question, _ = read_item(item(body, declaration(["2.5"], type="float")))
    assert question.text == "How long?"
    assert question.content == Numbers((NumberKey(2.5, 0.0, 1.0),), "km")


@pytest.mark.parametrize(
    ("attributes", "tolerance"),
    [
        ('toleranceMode="absolute" tolerance="0.5 0.5"', 0.5),
        ('toleranceMode="relative" tolerance="10"', 20.0),
        ('toleranceMode="exact"', 0.0),
    ],
)
def test_tolerances(attributes, tolerance):
    test = f'<equal {attributes}><correct identifier="RESPONSE"/>{VARIABLE}</equal>'
    content, _ = number(item(ENTRY, declaration(["200"], type="float"), processing=rule(test)))
    assert content.answers == (NumberKey(200.0, tolerance, 1.0),)


@pytest.mark.parametrize(
    ("attributes", "tolerance"),
    [('figures="2"', 5.0), ('roundingMode="decimalPlaces" figures="1"', 0.05)],
)
def test_rounding_becomes_a_tolerance(attributes, tolerance):
    test = f'<equalRounded {attributes}><correct identifier="RESPONSE"/>{VARIABLE}</equalRounded>'
    content, _ = number(item(ENTRY, declaration(["300"], type="float"), processing=rule(test)))
    assert content.answers[0].tolerance == pytest.approx(tolerance)


def test_an_interval():
    low, high = (f'<baseValue baseType="float">{value}</baseValue>' for value in (1, 4))
    test = f"<and><gte>{VARIABLE}{low}</gte><lte>{VARIABLE}{high}</lte></and>"
    document = item(ENTRY, declaration(["2"], type="float"), processing=rule(test))
    content, _ = number(document)
    assert content.answers[0] == NumberKey(2.5, 1.5, 1.0)


def test_a_slider_becomes_a_number():
    body = '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"/>'
    content, losses = number(item(body, declaration(["4"], type="integer")))
    assert content.answers == (NumberKey(4.0, 0.0, 1.0),)
    assert losses == ["that its number is set by a slider from 0 to 9"]


@pytest.mark.parametrize(("type", "what"), [("string", "answer"), ("float", "number")])
def test_without_an_answer_nothing_is_imported(type, what):
    refusal = refusal_of(item(ENTRY, declaration([], type=type)))
    assert refusal.startswith(f"not imported: no {what}")


INLINE = (
    '<inlineChoiceInteraction responseIdentifier="B"><inlineChoice identifier="x">ex</inlineChoice>'
    '<inlineChoice identifier="y">why</inlineChoice></inlineChoiceInteraction>'
)
BLANKS = f'<p>A <textEntryInteraction responseIdentifier="A"/> and {INLINE}.</p>'
DECLARED = (
    declaration(["one"], id="A", type="string", mapping={"one": 1, "1": 1}),
    declaration(["y"], id="B", mapping={"y": 1}),
)


def summed(*responses: str) -> str:
    parts = "".join(f'<mapResponse identifier="{each}"/>' for each in responses)
    return (
        f'<responseProcessing><setOutcomeValue identifier="SCORE"><sum>{parts}</sum>'
        "</setOutcomeValue></responseProcessing>"
    )


def test_blanks_that_are_typed_and_chosen():
    question, losses = read_item(item(BLANKS, *DECLARED, processing=summed("A", "B")))
    assert question.text == "A [[gap1]] and [[gap2]]."
    assert question.content == Gaps(
        (
            Gap("gap1", (AnswerKey("one", 1.0), AnswerKey("1", 1.0))),
            Gap("gap2", (AnswerKey("why", 1.0),), ("ex", "why")),
        )
    )
    assert (question.points, losses) == (2, [])


def test_unequal_blanks_are_reported():
    heavy = declaration(["y"], id="B", mapping={"y": 3})
    _, losses = read_item(item(BLANKS, DECLARED[0], heavy, processing=summed("A", "B")))
    assert losses == ["that some blanks earn more than others"]


def test_blanks_that_earn_only_together_are_reported():
    tests = "".join(
        f'<match><variable identifier="{each}"/><correct identifier="{each}"/></match>'
        for each in "AB"
    )
    _, losses = read_item(item(BLANKS, *DECLARED, processing=rule(f"<and>{tests}</and>")))
    assert "that only all blanks together earn points; each earns its share" in losses
