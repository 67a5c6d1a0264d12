"""Neutral questions as Moodle XML, the format that Moodle itself exports."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizzes.contract.neutral import (
    Choices,
    FreeText,
    Gaps,
    Loss,
    NeutralQuestion,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange import cloze, guides
from quizzes.exchange.text import to_moodle_math

_RULES = {"all-or-nothing": "ALL_OR_NOTHING", "lcs": "LONGEST_ORDERED_SUBSET"}

ALL_OR_NOTHING = "the credit rule all-or-nothing; it becomes net-correct"


def write(questions: Iterable[NeutralQuestion]) -> tuple[bytes, list[Loss]]:
    """The file, and what it cannot hold: little, as neutral content is modeled on Moodle's."""
    quiz = Element("quiz")
    losses = []
    for question in questions:
        quiz.append(_question(question))
        if isinstance(question.content, Choices) and question.content.all_or_nothing:
            losses.append(Loss(question.name, ALL_OR_NOTHING))
    indent(quiz)
    xml = tostring(quiz, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'.encode(), losses


def _question(question: NeutralQuestion) -> Element:
    content = question.content
    element = Element("question")
    _add_text(SubElement(element, "name"), question.name, math=False)
    text = cloze.write(question.text, content) if isinstance(content, Gaps) else question.text
    _add_markdown(element, "questiontext", text)
    _add_markdown(element, "generalfeedback", question.explanation)
    SubElement(element, "defaultgrade").text = f"{question.points:.7f}"
    SubElement(element, "idnumber").text = question.name
    match content:
        case Choices():
            _add_choices(element, content)
        case TrueOrFalse():
            _add_true_or_false(element, content)
        case Numbers():
            _add_numbers(element, content)
        case Texts():
            _add_texts(element, content)
        case Gaps():
            element.set("type", "cloze")
        case Pairs():
            _add_pairs(element, content)
        case Order():
            _add_order(element, content)
        case FreeText():
            _add_free_text(element, content)
    if question.tags:
        tags = SubElement(element, "tags")
        for tag in question.tags:
            _add_text(SubElement(tags, "tag"), tag, math=False)
    return element


def _add_text(parent: Element, text: str, *, math: bool = True) -> Element:
    SubElement(parent, "text").text = to_moodle_math(text) if math else text
    return parent


def _add_markdown(parent: Element, tag: str, text: str) -> Element:
    return _add_text(SubElement(parent, tag, format="markdown"), text)


def _add_answer(
    parent: Element, text: str, fraction: float, feedback: str, format: str = "markdown"
) -> Element:
    answer = SubElement(parent, "answer", fraction=f"{100 * fraction:.7g}", format=format)
    _add_text(answer, text, math=format == "markdown")
    _add_markdown(answer, "feedback", feedback)
    return answer


def _add_choices(element: Element, choices: Choices) -> None:
    element.set("type", "multichoice")
    SubElement(element, "single").text = "true" if choices.single else "false"
    SubElement(element, "shuffleanswers").text = "true" if choices.shuffle else "false"
    SubElement(element, "answernumbering").text = "none"
    for option in choices.options:
        _add_answer(element, option.text, option.fraction, option.feedback)


def _add_true_or_false(element: Element, content: TrueOrFalse) -> None:
    element.set("type", "truefalse")
    for value, feedback in ((True, content.feedback_true), (False, content.feedback_false)):
        fraction = float(value is content.answer)
        _add_answer(element, str(value).lower(), fraction, feedback, "moodle_auto_format")


def _add_numbers(element: Element, numbers: Numbers) -> None:
    element.set("type", "numerical")
    for key in numbers.answers:
        text = repr(key.value)
        answer = _add_answer(element, text, key.fraction, key.feedback, "moodle_auto_format")
        SubElement(answer, "tolerance").text = repr(key.tolerance)
    if numbers.unit:
        unit = SubElement(SubElement(element, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = numbers.unit
    SubElement(element, "unitgradingtype").text = "0"  # a wrong unit costs nothing
    SubElement(element, "showunits").text = "3"  # no field for the unit


def _add_texts(element: Element, texts: Texts) -> None:
    element.set("type", "shortanswer")
    SubElement(element, "usecase").text = "1" if texts.case else "0"
    for key in texts.answers:
        text = key.text.replace("*", r"\*")  # a bare star is a wildcard there
        _add_answer(element, text, key.fraction, key.feedback, "moodle_auto_format")


def _add_pairs(element: Element, content: Pairs) -> None:
    element.set("type", "matching")
    SubElement(element, "shuffleanswers").text = "true" if content.shuffle else "false"
    for left, right in (*content.pairs, *(("", extra) for extra in content.extra)):
        pair = _add_markdown(element, "subquestion", left)
        _add_text(SubElement(pair, "answer"), right)


def _add_order(element: Element, order: Order) -> None:
    element.set("type", "ordering")
    SubElement(element, "layouttype").text = "VERTICAL"
    SubElement(element, "selecttype").text = "ALL"
    SubElement(element, "selectcount").text = "0"
    SubElement(element, "gradingtype").text = _RULES[order.rule]
    for place, entry in enumerate(order.entries, start=1):
        answer = SubElement(element, "answer", fraction=f"{place}.0000000", format="markdown")
        _add_text(answer, entry)


def _add_free_text(element: Element, content: FreeText) -> None:
    element.set("type", "essay")
    SubElement(element, "responseformat").text = "plain"
    _add_markdown(element, "graderinfo", guides.write(content))
