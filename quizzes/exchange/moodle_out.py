"""Sheets as Moodle XML, the format that Moodle itself exports."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizzes.exchange import cloze
from quizzes.exchange.forms import (
    Choices,
    FreeText,
    Gaps,
    Numbers,
    Order,
    Pairs,
    Sheet,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.text import to_their_maths

_RULES = {"all-or-nothing": "ALL_OR_NOTHING", "lcs": "LONGEST_ORDERED_SUBSET"}


def write(sheets: Iterable[Sheet]) -> str:
    quiz = Element("quiz")
    for sheet in sheets:
        quiz.append(_question(sheet))
    indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="unicode") + "\n"


def _question(sheet: Sheet) -> Element:
    form = sheet.form
    question = Element("question")
    _text(SubElement(question, "name"), sheet.name, maths=False)
    text = cloze.write(sheet.text, form) if isinstance(form, Gaps) else sheet.text
    _marked(question, "questiontext", text)
    _marked(question, "generalfeedback", sheet.explanation)
    SubElement(question, "defaultgrade").text = f"{sheet.points:.7f}"
    SubElement(question, "idnumber").text = sheet.name
    match form:
        case Choices():
            _choices(question, form)
        case TrueOrFalse():
            _true_or_false(question, form)
        case Numbers():
            _numbers(question, form)
        case Texts():
            _texts(question, form)
        case Gaps():
            question.set("type", "cloze")
        case Pairs():
            _pairs(question, form)
        case Order():
            _order(question, form)
        case FreeText():
            _free_text(question, form)
    if sheet.tags:
        tags = SubElement(question, "tags")
        for tag in sheet.tags:
            _text(SubElement(tags, "tag"), tag, maths=False)
    return question


def _text(parent: Element, text: str, *, maths: bool = True) -> Element:
    SubElement(parent, "text").text = to_their_maths(text) if maths else text
    return parent


def _marked(parent: Element, tag: str, text: str) -> Element:
    return _text(SubElement(parent, tag, format="markdown"), text)


def _answer(
    parent: Element, text: str, fraction: float, feedback: str, form: str = "markdown"
) -> Element:
    answer = SubElement(parent, "answer", fraction=f"{100 * fraction:.7g}", format=form)
    _text(answer, text, maths=form == "markdown")
    _marked(answer, "feedback", feedback)
    return answer


def _choices(question: Element, form: Choices) -> None:
    question.set("type", "multichoice")
    SubElement(question, "single").text = "true" if form.single else "false"
    SubElement(question, "shuffleanswers").text = "true" if form.shuffle else "false"
    SubElement(question, "answernumbering").text = "none"
    for option in form.options:
        _answer(question, option.text, option.fraction, option.feedback)


def _true_or_false(question: Element, form: TrueOrFalse) -> None:
    question.set("type", "truefalse")
    for value, feedback in ((True, form.if_true), (False, form.if_false)):
        fraction = float(value is form.answer)
        _answer(question, str(value).lower(), fraction, feedback, "moodle_auto_format")


def _numbers(question: Element, form: Numbers) -> None:
    question.set("type", "numerical")
    for each in form.answers:
        text = repr(each.value)
        answer = _answer(question, text, each.fraction, each.feedback, "moodle_auto_format")
        SubElement(answer, "tolerance").text = repr(each.tolerance)
    if form.unit:
        unit = SubElement(SubElement(question, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = form.unit
    SubElement(question, "unitgradingtype").text = "0"
    SubElement(question, "showunits").text = "3"


def _texts(question: Element, form: Texts) -> None:
    question.set("type", "shortanswer")
    SubElement(question, "usecase").text = "1" if form.case else "0"
    for each in form.answers:
        text = each.text.replace("*", r"\*")
        _answer(question, text, each.fraction, each.feedback, "moodle_auto_format")


def _pairs(question: Element, form: Pairs) -> None:
    question.set("type", "matching")
    SubElement(question, "shuffleanswers").text = "true" if form.shuffle else "false"
    for left, right in (*form.pairs, *(("", extra) for extra in form.extra)):
        pair = _marked(question, "subquestion", left)
        _text(SubElement(pair, "answer"), right)


def _order(question: Element, form: Order) -> None:
    question.set("type", "ordering")
    SubElement(question, "layouttype").text = "VERTICAL"
    SubElement(question, "selecttype").text = "ALL"
    SubElement(question, "selectcount").text = "0"
    SubElement(question, "gradingtype").text = _RULES[form.rule]
    for place, entry in enumerate(form.entries, start=1):
        answer = SubElement(question, "answer", fraction=f"{place}.0000000", format="markdown")
        _text(answer, entry)


def _free_text(question: Element, form: FreeText) -> None:
    question.set("type", "essay")
    SubElement(question, "responseformat").text = "plain"
    lines = [f"- {text} ({points:g})" for text, points in form.criteria]
    if form.sample:
        lines += ["", form.sample]
    _marked(question, "graderinfo", "\n".join(lines))
