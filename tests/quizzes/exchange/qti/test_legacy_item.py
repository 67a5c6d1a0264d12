from __future__ import annotations

import pytest

from quizzes.exchange.qti.legacy_item import Item
from tests.quizzes.exchange.qti.writing import (
    condition,
    equal,
    labels,
    legacy_item,
    material,
    root_of,
)


def made(document: str) -> Item:
    return Item(next(root_of(document).iter("item")))


def test_words_by_their_type():
    html = material("&lt;p&gt;A &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;", "text/html")
    item = made(legacy_item(html + material("1 &lt; 2 *")))
    presentation = item.element.find("presentation")
    assert item.markdown(item.html(presentation)) == "A **b**\n\n1 < 2 \\*"
    xhtml = made(legacy_item("<material><mattext><p>As <i>XML</i></p></mattext></material>"))
    assert xhtml.markdown(xhtml.html(xhtml.element.find("presentation"))) == "As *XML*"


def test_a_formula_that_canvas_shows_as_a_picture():
    picture = '&lt;img class="equation_image" alt="LaTeX: x^2" src="/eq"&gt;'
    item = made(legacy_item(material(picture, "text/html")))
    assert item.markdown(item.html(item.element.find("presentation"))) == "$x^2$"
    assert item.losses == []


def test_pictures_are_reported():
    item = made(legacy_item('<material><matimage uri="a.png"/></material>'))
    item.html(item.element.find("presentation"))
    assert item.losses == ["a picture"]


def test_a_field_with_its_words_and_labels():
    field = f'<response_lid ident="r" rcardinality="multiple">{material("Left")}{labels(a="A")}'
    item = made(legacy_item(field + "</response_lid>"))
    response = item.response(next(item.element.iter("response_lid")))
    assert (response.id, response.cardinality) == ("r", "Multiple")
    assert (response.words, response.labels) == ("Left", {"a": "A"})


def test_scores_and_feedback():
    feedback = f'<itemfeedback ident="f">{material("No.")}</itemfeedback>'
    conditions = condition(equal("b", "r"), None, show="f") + condition(equal("a", "r"))
    field = f'<response_lid ident="r">{labels(a="A", b="B")}</response_lid>'
    item = made(legacy_item(field, conditions, feedback=feedback))
    response = item.response(next(item.element.iter("response_lid")))
    assert [item.score("r", each) for each in "ab"] == [100, 0]
    assert [item.feedback(response, each) for each in "ab"] == ["", "No."]
    assert item.words_of("none") == ""


@pytest.mark.parametrize(("points", "expected"), [("2.5", 2.5), ("-1", 1), ("x", 1), ("", 1)])
def test_points(points, expected):
    assert made(legacy_item("", points=points)).points() == expected


def test_names():
    assert made(legacy_item("")).name == "Old item"
    assert made(legacy_item("").replace("Old item", "Question")).name == "q1"
    assert made(legacy_item("", kind="essay_question")).kind == "essay_question"
