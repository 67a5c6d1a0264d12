"""Interactions in which something is typed, or chosen within a line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import (
    ROUNDING,
    AnswerKey,
    Content,
    ExchangeError,
    Gap,
    Gaps,
    NumberKey,
    Numbers,
    Texts,
)
from quizzes.exchange.numbers import parse_number
from quizzes.exchange.qti import body
from quizzes.exchange.qti.expressions import number, tolerances
from quizzes.exchange.qti.processing import NUMBERS
from quizzes.exchange.qti.scoring import Scoring

_COMPARISONS = ("gte", "gt", "lte", "lt")


def read_entry(block: Element, scoring: Scoring) -> Content:
    """A number or a short text, by the type of its response."""
    declared = scoring.declared
    if declared.base_type in NUMBERS or any(_equals(scoring)):
        return _numbers(scoring)
    keys = [key for key in _text_keys(scoring) if key.fraction > 0 or key.feedback]
    if not keys:
        raise ExchangeError("no answer to it is declared correct")
    return Texts(tuple(keys), case=_counts_capitals(scoring))


def read_slider(block: Element, scoring: Scoring) -> Content:
    """A number; here it is typed."""
    low, high = block.get("lowerBound", ""), block.get("upperBound", "")
    scoring.losses.append(f"that its number is set by a slider from {low} to {high}")
    return _numbers(scoring)


def _numbers(scoring: Scoring) -> Numbers:
    keys = [*_ranges(scoring), *_points(scoring)]
    if not any(key.fraction > 0 for key in keys):
        raise ExchangeError("no number is declared correct for it")
    return Numbers(tuple(keys))


def _points(scoring: Scoring) -> Iterator[NumberKey]:
    """The numbers that the item names, each with its tolerance."""
    tolerance_of = {value: allowed for value, allowed in _equals(scoring)}
    declared = scoring.declared
    named = [*(declared.correct or ()), *(key for key, _, _ in declared.mapping)]
    named += filter(None, tolerance_of)
    seen: set[float] = set()
    for text in named:
        value = parse_number(text, "an answer")
        if value in seen:
            continue
        seen.add(value)
        fraction = scoring.fraction(text)
        feedback = scoring.feedback([text])
        if fraction or feedback:
            allowed = tolerance_of.get(text, tolerance_of.get("", 0.0))
            yield NumberKey(value, allowed, fraction, feedback)


def _equals(scoring: Scoring) -> Iterator[tuple[str, float]]:
    """Numbers with which the response is compared, with what is allowed around them.

    The number is empty for the declared correct response.
    """
    for rule in scoring.processing.rules:
        for equal in rule.iter():
            if equal.tag not in ("equal", "equalRounded") or not _asks_for(equal, scoring):
                continue
            constant = next(equal.iter("baseValue"), None)
            if constant is None and next(equal.iter("correct"), None) is None:
                continue
            text = "" if constant is None else "".join(constant.itertext()).strip()
            about = number(text or (scoring.correct or ("0",))[0])
            yield text, _allowed(equal, about)


def _allowed(equal: Element, about: float) -> float:
    if equal.tag == "equalRounded":
        places = int(number(equal.get("figures"), 3))
        if equal.get("roundingMode", "significantFigures") == "decimalPlaces":
            return 0.5 * 10.0 ** -min(max(places, 0), 15)
        size = math.floor(math.log10(abs(about))) if about else 0
        return 0.5 * 10.0 ** (size + 1 - min(max(places, 1), 15))
    mode = equal.get("toleranceMode", "exact")
    below, above = tolerances(equal)
    return {"absolute": 1.0, "relative": abs(about) / 100}.get(mode, 0.0) * max(below, above)


def _asks_for(element: Element, scoring: Scoring) -> bool:
    return any(each.get("identifier") == scoring.response for each in element.iter("variable"))


def _ranges(scoring: Scoring) -> Iterator[NumberKey]:
    """Intervals that a condition states by two comparisons."""
    for rule in scoring.processing.rules:
        for both in rule.iter("and"):
            bounds = dict(_bounds(both, scoring))
            if "low" not in bounds or "high" not in bounds:
                continue
            middle, half = (
                (bounds["low"] + bounds["high"]) / 2,
                (bounds["high"] - bounds["low"]) / 2,
            )
            fraction = scoring.fraction(repr(middle))
            if half >= 0 and fraction > 0:
                yield NumberKey(middle, half, fraction, scoring.feedback([repr(middle)]))


def _bounds(both: Element, scoring: Scoring) -> Iterator[tuple[str, float]]:
    for comparison in both:
        if comparison.tag in _COMPARISONS and _asks_for(comparison, scoring):
            constant = comparison.find("baseValue")
            if constant is not None and comparison[0].tag == "variable":
                side = "low" if str(comparison.tag).startswith("g") else "high"
                yield side, number("".join(constant.itertext()).strip())


def _text_keys(scoring: Scoring) -> list[AnswerKey]:
    declared = scoring.declared
    named = dict.fromkeys(
        [*(declared.correct or ()), *(key for key, _, _ in declared.mapping), *_constants(scoring)]
    )
    return [AnswerKey(text, scoring.fraction(text), scoring.feedback([text])) for text in named]


def _constants(scoring: Scoring) -> Iterator[str]:
    """Texts with which the response is compared in the rules."""
    for rule in scoring.processing.rules:
        for test in rule.iter():
            if test.tag in ("stringMatch", "match", "substring") and _asks_for(test, scoring):
                for constant in test.iter("baseValue"):
                    yield "".join(constant.itertext()).strip()


def _counts_capitals(scoring: Scoring) -> bool:
    """Whether the first right answer in other capitals earns less."""
    text = (scoring.correct or ("",))[0]
    swapped = text.swapcase()
    return swapped != text and scoring.fraction(swapped) < 1 - ROUNDING


def read_blanks(inline: Sequence[Element], marks: Mapping[int, str], scoring: Scoring) -> Gaps:
    """Several blanks, typed or chosen; each earns the same share here."""
    gaps = []
    shares = set()
    for element in inline:
        part = Scoring(
            scoring.item,
            scoring.processing,
            element.get("responseIdentifier", ""),
            scoring.losses,
            scoring.shown,
        )
        choices = {
            choice.get("identifier", ""): body.markdown_of(choice, scoring.losses)
            for choice in element.iter("inlineChoice")
        }
        gaps.append(Gap(marks[id(element)], _gap_keys(part, choices), tuple(choices.values())))
        shares.add(round(part.worth(), 6))
    if len(shares) > 1:
        scoring.losses.append("that some blanks earn more than others")
    if shares == {0.0}:
        scoring.losses.append("that only all blanks together earn points; each earns its share")
    return Gaps(tuple(gaps))


def _gap_keys(part: Scoring, choices: Mapping[str, str]) -> tuple[AnswerKey, ...]:
    if choices:
        keys = [
            AnswerKey(text, part.fraction(name), part.feedback([name]))
            for name, text in choices.items()
        ]
    else:
        keys = _text_keys(part)
    right = tuple(key for key in keys if key.fraction > 0)
    if not right:
        raise ExchangeError("no answer to one of its blanks is declared correct")
    return right
