"""Moodle XML as neutral questions. Files come from strangers: no entities, no DTD, a size limit."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    Content,
    ExchangeError,
    Loss,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange import cloze, guides, moodle_settings
from quizzes.exchange.html import has_tags, markdown_from_html, plain_from_html
from quizzes.exchange.numbers import parse_number, parse_percentage
from quizzes.exchange.text import from_moodle_math, markdown_from_plain

MAX_BYTES = 5_000_000
MAX_QUESTIONS = 2000
_GAP, _GAP_NAME = "\ue000{}\ue001", re.compile("\ue000(gap[0-9]+)\ue001")
_WITHOUT_ANSWER = ("category", "description")
# Names of grading methods in exports, and the numbers that old ones have instead.
_STRICT_ORDER = ("ALL_OR_NOTHING", "-1")
_LONGEST_SUBSET = ("LONGEST_ORDERED_SUBSET", "5")


def read(data: bytes) -> tuple[list[NeutralQuestion], list[Loss]]:
    """The questions of a file. Raises `ExchangeError` for what is not Moodle XML."""
    root = _root(data)
    every = list(root.iter("question"))
    elements = [element for element in every if element.get("type") not in _WITHOUT_ANSWER]
    if len(elements) > MAX_QUESTIONS:
        raise ExchangeError(f"The file has {len(elements)} questions; {MAX_QUESTIONS} at most.")
    questions: list[NeutralQuestion] = []
    losses = [_unasked(element) for element in every if element.get("type") in _WITHOUT_ANSWER]
    for number, element in enumerate(elements, start=1):
        name = _own_text(element.find("idnumber")) or _text(element.find("name")) or f"{number}"
        lost: list[str] = []
        try:
            questions.append(_question(element, name, lost))
        except ExchangeError as reason:
            lost.append(f"not imported: {reason}")
        losses += [Loss(name, what) for what in dict.fromkeys(lost)]
    return questions, losses


def _unasked(element: Element) -> Loss:
    """What a description or a category says, which no quiz file has a place for."""
    if element.get("type") == "category":
        return Loss(_text(element.find("category")) or "category", "left out; it is a category")
    words = plain_from_html(_text(element.find("questiontext")))
    name = _text(element.find("name")) or "description"
    return Loss(name, f"left out; it is a description without an answer: “{words[:500]}”")


def _root(data: bytes) -> Element:
    if len(data) > MAX_BYTES:
        raise ExchangeError(f"The file is larger than {MAX_BYTES:,} bytes.")
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise ExchangeError("The file declares entities or a DTD, which are not read.") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise ExchangeError(f"The file is not well-formed XML: {error}.") from None
    if root.tag != "quiz":
        raise ExchangeError(f"The file begins with <{root.tag[:40]}>, not with <quiz>.")
    return root


def _question(element: Element, name: str, losses: list[str]) -> NeutralQuestion:
    kind = element.get("type", "")
    content: Content
    points = parse_number(_own_text(element.find("defaultgrade")) or "1", "the points")
    if not 0 < points <= 1000:
        losses.append(f"the grade of {points:g}; it has 1 point here")
        points = 1.0
    if kind == "cloze":
        text, content = _cloze(element.find("questiontext"), losses)
    elif kind in _READERS:
        text = _markdown(element.find("questiontext"), losses)
        content = _READERS[kind](element, losses)
    else:
        raise ExchangeError(f"there is no type here for “{kind[:40]}”")
    losses += moodle_settings.losses(element)
    return NeutralQuestion(
        name=name,
        text=text,
        content=content,
        explanation=_markdown(element.find("generalfeedback"), losses),
        points=points,
        tags=tuple(filter(None, (_text(tag) for tag in element.findall("tags/tag")))),
    )


def _own_text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _text(element: Element | None) -> str:
    return _own_text(element.find("text")) if element is not None else ""


def _markdown(element: Element | None, losses: list[str]) -> str:
    """Text in its format as Markdown."""
    text = _text(element)
    if element is None or not text:
        return ""
    if element.find("file") is not None:
        losses.append("attached files")
    return _converted(text, element.get("format", ""), losses)


def _converted(text: str, format: str, losses: list[str]) -> str:
    if format == "markdown":
        return from_moodle_math(text)
    if format == "plain_text" or not (has_tags(text) or "&" in text):
        return markdown_from_plain(text)
    markdown, dropped = markdown_from_html(text)
    losses += dropped
    return markdown


def _cloze(element: Element | None, losses: list[str]) -> tuple[str, Content]:
    """The embedded answers are taken out first: their marks are none of the text's format."""
    found, content, dropped = cloze.read(_text(element), _GAP)
    losses += dropped
    if element is not None and element.find("file") is not None:
        losses.append("attached files")
    format = "" if element is None else element.get("format", "")
    return _GAP_NAME.sub(r"[[\1]]", _converted(found, format, losses)), content


def _answers(element: Element, losses: list[str]) -> list[AnswerKey]:
    return [
        AnswerKey(
            _markdown(answer, losses),
            parse_percentage(answer.get("fraction", "0")),
            _markdown(answer.find("feedback"), losses),
        )
        for answer in element.findall("answer")
    ]


def _is_on(element: Element, tag: str, default: str) -> bool:
    return (_own_text(element.find(tag)) or default).lower() in ("true", "1")


def _choices(element: Element, losses: list[str]) -> Content:
    options = tuple(_answers(element, losses))
    shuffle = _is_on(element, "shuffleanswers", "true")
    return Choices(_is_on(element, "single", "true"), options, shuffle)


def _true_or_false(element: Element, losses: list[str]) -> Content:
    answers = {key.text.lower(): key for key in _answers(element, losses)}
    if set(answers) != {"true", "false"}:
        raise ExchangeError("it has other answers than true and false")
    answer = answers["true"].fraction > answers["false"].fraction
    if {key.fraction for key in answers.values()} != {0.0, 1.0}:
        losses.append("part of the points for a verdict")
    return TrueOrFalse(answer, answers["true"].feedback, answers["false"].feedback)


def _numbers(element: Element, losses: list[str]) -> Content:
    keys = []
    for answer in element.findall("answer"):
        if _text(answer) == "*":
            losses.append("the feedback on any other number")
            if fraction := parse_percentage(answer.get("fraction", "0")):
                losses.append(f"{fraction:.0%} of the points for any other number")
            continue
        tolerance = parse_number(_own_text(answer.find("tolerance")) or "0", "a tolerance")
        value = parse_number(_text(answer), "an answer")
        fraction = parse_percentage(answer.get("fraction", "0"))
        feedback = _markdown(answer.find("feedback"), losses)
        keys.append(NumberKey(value, abs(tolerance), fraction, feedback))
    if not keys:
        raise ExchangeError("it has no answer")
    units = [_own_text(unit.find("unit_name")) for unit in element.findall("units/unit")]
    for unit in element.findall("units/unit")[1:]:
        times = _own_text(unit.find("multiplier")) or "1"
        losses.append(f"the further unit {_own_text(unit.find('unit_name'))} (times {times})")
    return Numbers(tuple(keys), units[0] if units else "")


def _texts(element: Element, losses: list[str]) -> Content:
    keys = tuple(
        AnswerKey(
            _text(answer).replace(r"\*", "*"),
            parse_percentage(answer.get("fraction", "0")),
            _markdown(answer.find("feedback"), losses),
        )
        for answer in element.findall("answer")
    )
    return Texts(keys, _is_on(element, "usecase", "0"))


def _pairs(element: Element, losses: list[str]) -> Content:
    pairs, extra = [], []
    for pair in element.findall("subquestion"):
        left, right = _markdown(pair, losses), markdown_from_plain(_text(pair.find("answer")))
        if left:
            pairs.append((left, right))
        else:
            extra.append(right)
    return Pairs(tuple(pairs), tuple(extra), _is_on(element, "shuffleanswers", "true"))


def _order(element: Element, losses: list[str]) -> Content:
    rule = _own_text(element.find("gradingtype")) or "ABSOLUTE_POSITION"
    if rule not in _STRICT_ORDER + _LONGEST_SUBSET:
        losses.append(f"the grading {rule}; the fewest moves count here")
    entries = [
        (parse_number(answer.get("fraction", "0"), "a place"), _markdown(answer, losses))
        for answer in element.findall("answer")
    ]
    texts = tuple(text for _, text in sorted(entries, key=lambda entry: entry[0]))
    return Order(texts, "all-or-nothing" if rule in _STRICT_ORDER else "lcs")


def _free_text(element: Element, losses: list[str]) -> Content:
    return guides.read(_markdown(element.find("graderinfo"), losses))


_READERS: dict[str, Callable[[Element, list[str]], Content]] = {
    "multichoice": _choices,
    "truefalse": _true_or_false,
    "numerical": _numbers,
    "shortanswer": _texts,
    "matching": _pairs,
    "match": _pairs,
    "ordering": _order,
    "essay": _free_text,
}
