"""The marks of written items; that scores stay is tested with the round trips."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

import pytest

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    FreeText,
    Gap,
    Gaps,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.qti import written_items

A, B = AnswerKey("*one*", 1.0, "Yes."), AnswerKey("$x^2$", 0.0)


def written(content, text: str = "Which?", **fields) -> Element:
    return written_items.item(NeutralQuestion("q", text, content, **fields), "item-1")


def test_children_come_in_the_order_of_the_schema():
    item = written(Choices(True, (A, B)), explanation="So.")
    order = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing",
             "modalFeedback"]  # fmt: skip
    places = [order.index(child.tag) for child in item]
    assert places == sorted(places)
    assert set(places) == set(range(5))
    assert (item.get("identifier"), item.get("title")) == ("item-1", "q")


def test_words_are_xhtml_and_formulas_mathml_with_their_source():
    item = written(Choices(True, (A, B)), "Is **it** $a<b$?\n\n- x\n- y")
    body = item.find("itemBody")
    assert [child.tag for child in body] == ["p", "ul", "choiceInteraction"]
    assert body.find("p/strong").text == "it"
    annotation = next(body.iter("annotation"))
    assert (annotation.get("encoding"), annotation.text) == ("application/x-tex", "a<b")
    assert next(body.iter("math")).get("xmlns") == "http://www.w3.org/1998/Math/MathML"
    options = body.findall(".//simpleChoice")
    assert options[0].find("em").text == "one"
    assert next(options[1].iter("annotation")).text == "x^2"


@pytest.mark.parametrize(
    ("content", "tag", "attributes"),
    [
        (Choices(True, (A, B)), "choiceInteraction", {"maxChoices": "1", "shuffle": "true"}),
        (Choices(False, (A, B), False), "choiceInteraction",
         {"maxChoices": "0", "shuffle": "false"}),
        (TrueOrFalse(True), "choiceInteraction", {"maxChoices": "1"}),
        (Numbers((NumberKey(1, 0, 1.0),)), "textEntryInteraction", {}),
        (Texts((A,)), "textEntryInteraction", {}),
        (Pairs((("a", "b"),), ("c",)), "matchInteraction", {"maxAssociations": "1"}),
        (Order(("a", "b"), "all-or-nothing"), "orderInteraction", {"shuffle": "true"}),
        (FreeText(), "extendedTextInteraction", {}),
    ],
)  # fmt: skip
def test_interactions(content, tag, attributes):
    interaction = next(written(content).iter(tag))
    assert attributes.items() <= interaction.attrib.items()
    assert interaction.get("responseIdentifier") == "RESPONSE"


def test_blanks_are_put_where_they_belong():
    gaps = Gaps((Gap("a", (AnswerKey("1", 1.0),)), Gap("b", (AnswerKey("x", 1.0),), ("x", "y"))))
    body = written(gaps, "First [[a]], *then [[b]]* end.").find("itemBody")
    (line,) = body
    assert [child.tag for child in line] == ["textEntryInteraction", "em"]
    assert [child.tag for child in line[1]] == ["inlineChoiceInteraction"]
    assert [line.text, line[0].tail, line[1].text, line[1].tail] == [
        "First ", ", ", "then ", " end.",
    ]  # fmt: skip
    assert [each.text for each in line.iter("inlineChoice")] == ["x", "y"]


def test_the_order_of_an_ordering_is_not_given_away():
    shown = written(Order(("c", "a", "b"), "all-or-nothing")).iter("simpleChoice")
    assert [choice.text for choice in shown] == ["a", "b", "c"]


def test_a_unit_and_notes_for_graders():
    entry = next(written(Numbers((NumberKey(1, 0, 1.0),), "km")).iter("textEntryInteraction"))
    assert entry.tail == " km"
    rubric = next(written(FreeText((("Kink", 2.0),))).iter("rubricBlock"))
    assert rubric.get("view") == "scorer"
    assert b"Kink (2)" in tostring(rubric)
