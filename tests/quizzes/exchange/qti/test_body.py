from __future__ import annotations

import pytest

from quizzes.exchange.qti import body
from tests.quizzes.exchange.qti.writing import root_of

MATHML = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"{}><semantics><mi>x</mi>{}</semantics></math>'
)
TEX = '<annotation encoding="application/x-tex">x^2</annotation>'


def markdown(xml: str) -> tuple[str, list[str]]:
    losses: list[str] = []
    return body.markdown_of(root_of(f"<itemBody>{xml}</itemBody>"), losses), losses


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<p>One &lt; <em>two</em></p><p>three</p>", "One < *two*\n\nthree"),
        ("<p>" + MATHML.format("", TEX) + "</p>", "$x^2$"),
        ("<p>" + MATHML.format(' display="block"', TEX) + "</p>", "$$x^2$$"),
        ("<p>" + MATHML.format(' alttext="x_1"', "") + "</p>", "$x_1$"),
        ("<p>A<feedbackInline>no</feedbackInline><rubricBlock>no</rubricBlock>B</p>", "AB"),
        ("<p>5 * 3</p>", r"5 \* 3"),
        ('<p>A<br/>B <a href="https://a.org/">c</a></p>', "A\\\nB [c](https://a.org/)"),
    ],
)
def test_words(xml, expected):
    assert markdown(xml) == (expected, [])


@pytest.mark.parametrize(
    ("xml", "shown", "loss"),
    [
        ("<p>" + MATHML.format("", "") + "</p>", "x", "the layout of a formula"),
        ('<img src="a.png" alt="a curve"/>', "(a curve)", "a picture"),
        ('<object type="image/png" data="a.png">a curve</object>', "(a curve)", "a picture"),
        ('<p>n = <printedVariable identifier="N"/></p>', "n = (…)",
         "a number that is drawn at random"),
        ("<video>v</video>", "", "<video>"),
    ],
)  # fmt: skip
def test_what_is_lost(xml, shown, loss):
    assert markdown(xml) == (shown, [loss])


def test_elements_can_be_replaced_and_nothing_is_empty():
    root = root_of("<itemBody><p>A <gap/> c</p></itemBody>")
    text = body.markdown_of(root, [], lambda each: "[b]" if each.tag == "gap" else None)
    assert text == r"A \[b\] c"
    assert body.markdown_of(None, []) == ""


def test_feedback_is_shown_or_hidden_by_its_outcome():
    root = root_of(
        '<i><modalFeedback outcomeIdentifier="F" identifier="a" showHide="show"/>'
        '<feedbackBlock outcomeIdentifier="F" identifier="b" showHide="hide"/></i>'
    )
    shown = [each.tag for each in body.feedback_shown(root, {"F": ("a",)})]
    assert shown == ["modalFeedback", "feedbackBlock"]
    assert [each.tag for each in body.feedback_shown(root, {"F": ("b",)})] == []


def test_rubrics_by_reader():
    root = root_of(
        '<i><rubricBlock view="scorer"><p>Look for x.</p></rubricBlock>'
        '<rubricBlock view="candidate"><p>Write.</p></rubricBlock></i>'
    )
    assert body.scorer_notes(root, []) == "Look for x."
    assert body.instructions(root, []) == "Write."
