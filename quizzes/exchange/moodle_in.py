"""Moodle XML as sheets. The file is a stranger's: no entities, no DTD, a bounded size."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quizzes.exchange import cloze
from quizzes.exchange.forms import (
    Answer,
    CannotExchange,
    Choices,
    Form,
    FreeText,
    Loss,
    Near,
    Numbers,
    Order,
    Pairs,
    Sheet,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.numbers import fraction_of, number_of
from quizzes.exchange.text import from_html, to_our_maths

MAX_BYTES = 5_000_000
MAX_QUESTIONS = 2000
_NO_QUESTION = ("category", "description")


def read(data: bytes) -> tuple[list[Sheet], list[Loss]]:
    """The questions of a file. Raises `CannotExchange` for what is no Moodle XML."""
    root = _root(data)
    elements = [each for each in root.iter("question") if each.get("type") not in _NO_QUESTION]
    if len(elements) > MAX_QUESTIONS:
        raise CannotExchange(f"The file has {len(elements)} questions; {MAX_QUESTIONS} at most.")
    sheets, losses = [], []
    for number, element in enumerate(elements, start=1):
        name = _plain(element.find("idnumber")) or _text(element.find("name")) or f"{number}"
        lost: list[str] = []
        try:
            sheets.append(_sheet(element, name, lost))
        except CannotExchange as reason:
            lost.append(f"not taken: {reason}")
        losses += [Loss(name, what) for what in dict.fromkeys(lost)]
    return sheets, losses


def _root(data: bytes) -> Element:
    if len(data) > MAX_BYTES:
        raise CannotExchange(f"The file is larger than {MAX_BYTES:,} bytes.")
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise CannotExchange("The file declares entities or a DTD, which are not read.") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise CannotExchange(f"The file is not well-formed XML: {error}.") from None
    if root.tag != "quiz":
        raise CannotExchange(f"The file begins with <{root.tag[:40]}>, not with <quiz>.")
    return root


def _sheet(element: Element, name: str, lost: list[str]) -> Sheet:
    kind = element.get("type", "")
    text = _marked(element.find("questiontext"), lost)
    points = number_of(_plain(element.find("defaultgrade")) or "1", "the points")
    if kind == "cloze":
        text, form, gone = cloze.read(text)
        lost += gone
    elif kind in _READERS:
        form = _READERS[kind](element, lost)
    else:
        raise CannotExchange(f"there is no type here for “{kind[:40]}”")
    if element.find("hint") is not None:
        lost.append("hints")
    return Sheet(
        name=name,
        text=text,
        form=form,
        explanation=_marked(element.find("generalfeedback"), lost),
        points=points if 0 < points <= 1000 else 1.0,
        tags=tuple(filter(None, (_text(tag) for tag in element.findall("tags/tag")))),
    )


def _plain(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _text(element: Element | None) -> str:
    return _plain(element.find("text")) if element is not None else ""


def _marked(element: Element | None, lost: list[str]) -> str:
    """Text in its format as Markdown."""
    text = _text(element)
    if element is None or not text:
        return ""
    if element.find("file") is not None:
        lost.append("attached files")
    if element.get("format") in ("markdown", "plain_text"):
        return to_our_maths(text)
    found, gone = from_html(text)
    lost += gone
    return found


def _answers(element: Element, lost: list[str]) -> list[Answer]:
    return [
        Answer(
            _marked(each, lost),
            fraction_of(each.get("fraction", "0")),
            _marked(each.find("feedback"), lost),
        )
        for each in element.findall("answer")
    ]


def _is_on(element: Element, tag: str, default: str) -> bool:
    return (_plain(element.find(tag)) or default).lower() in ("true", "1")


def _choices(element: Element, lost: list[str]) -> Form:
    options = tuple(_answers(element, lost))
    shuffle = _is_on(element, "shuffleanswers", "true")
    return Choices(_is_on(element, "single", "true"), options, shuffle)


def _true_or_false(element: Element, lost: list[str]) -> Form:
    said = {each.text.lower(): each for each in _answers(element, lost)}
    if set(said) != {"true", "false"}:
        raise CannotExchange("it has other answers than true and false")
    answer = said["true"].fraction > said["false"].fraction
    return TrueOrFalse(answer, said["true"].feedback, said["false"].feedback)


def _numbers(element: Element, lost: list[str]) -> Form:
    answers = []
    for each in element.findall("answer"):
        if _text(each) == "*":
            lost.append("the feedback on any other number")
            continue
        tolerance = number_of(_plain(each.find("tolerance")) or "0", "a tolerance")
        value = number_of(_text(each), "an answer")
        fraction = fraction_of(each.get("fraction", "0"))
        feedback = _marked(each.find("feedback"), lost)
        answers.append(Near(value, abs(tolerance), fraction, feedback))
    if not answers:
        raise CannotExchange("it has no answer")
    units = [_plain(unit.find("unit_name")) for unit in element.findall("units/unit")]
    if len(units) > 1:
        lost.append("further units")
    return Numbers(tuple(answers), units[0] if units else "")


def _texts(element: Element, lost: list[str]) -> Form:
    answers = [
        Answer(_text(each), fraction_of(each.get("fraction", "0")),
               _marked(each.find("feedback"), lost))
        for each in element.findall("answer")
    ]  # fmt: skip
    plain = tuple(Answer(e.text.replace(r"\*", "*"), e.fraction, e.feedback)
                  if r"\*" in e.text else e for e in answers)  # fmt: skip
    return Texts(plain, _is_on(element, "usecase", "0"))


def _pairs(element: Element, lost: list[str]) -> Form:
    pairs, extra = [], []
    for each in element.findall("subquestion"):
        left, right = _marked(each, lost), to_our_maths(_text(each.find("answer")))
        if left:
            pairs.append((left, right))
        else:
            extra.append(right)
    return Pairs(tuple(pairs), tuple(extra), _is_on(element, "shuffleanswers", "true"))


def _order(element: Element, lost: list[str]) -> Form:
    rule = _plain(element.find("gradingtype")) or "ABSOLUTE_POSITION"
    if rule not in ("ALL_OR_NOTHING", "-1", "LONGEST_ORDERED_SUBSET", "5"):
        lost.append(f"the grading {rule}; the fewest moves count here")
    entries = [
        (number_of(each.get("fraction", "0"), "a place"), _marked(each, lost))
        for each in element.findall("answer")
    ]
    strict = rule in ("ALL_OR_NOTHING", "-1")
    texts = tuple(text for _, text in sorted(entries, key=lambda entry: entry[0]))
    return Order(texts, "all-or-nothing" if strict else "lcs")


def _free_text(element: Element, lost: list[str]) -> Form:
    guide = _marked(element.find("graderinfo"), lost)
    if guide:
        lost.append("points of single criteria; the guide is kept as a whole")
    return FreeText((), guide)


_READERS: dict[str, Callable[[Element, list[str]], Form]] = {
    "multichoice": _choices,
    "truefalse": _true_or_false,
    "numerical": _numbers,
    "shortanswer": _texts,
    "matching": _pairs,
    "match": _pairs,
    "ordering": _order,
    "essay": _free_text,
}
