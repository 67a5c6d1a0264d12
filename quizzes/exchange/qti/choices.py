"""Interactions in which options are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import (
    ROUNDING,
    AnswerKey,
    Choices,
    Content,
    ExchangeError,
    TrueOrFalse,
)
from quizzes.exchange.qti import body
from quizzes.exchange.qti.scoring import Scoring

MOST_OPTIONS = 100


def read_choices(block: Element, scoring: Scoring) -> Content:
    """One or several of the ``simpleChoice``s."""
    options = list(block.iter("simpleChoice"))
    single = scoring.declared.cardinality == "single"
    if single and {option.get("identifier") for option in options} == {"true", "false"}:
        return _true_or_false(options, scoring)
    return _choices(options, block.get("shuffle") == "true", scoring)


def read_hottext(block: Element, scoring: Scoring) -> Content:
    """Words of a text to choose; here the options below it."""
    scoring.losses.append("that its options are chosen in the text")
    return _choices(list(block.iter("hottext")), False, scoring)


def _true_or_false(options: Sequence[Element], scoring: Scoring) -> TrueOrFalse:
    told = {option.get("identifier", ""): _feedback(option, scoring) for option in options}
    return TrueOrFalse(scoring.correct == ("true",), told["true"], told["false"])


def _choices(options: Sequence[Element], shuffle: bool, scoring: Scoring) -> Choices:
    if len(options) > MOST_OPTIONS:
        raise ExchangeError(f"it has {len(options)} options")
    single = scoring.declared.cardinality == "single"
    if not scoring.correct:
        raise ExchangeError("no answer to it is declared correct")
    fractions, together = _fractions(options, single, scoring)
    keys = tuple(
        AnswerKey(_words(option, scoring.losses), fraction, _feedback(option, scoring))
        for option, fraction in zip(options, fractions, strict=True)
    )
    if any(option.get("fixed") == "true" for option in options) and shuffle:
        scoring.losses.append("that some options keep their place")
    return Choices(single, keys, shuffle, all_or_nothing=together)


def _fractions(
    options: Sequence[Element], single: bool, scoring: Scoring
) -> tuple[list[float], bool]:
    """What each option earns, and whether only all correct ones together earn anything."""
    ids = [option.get("identifier", "") for option in options]
    if single:
        return [scoring.fraction(each) for each in ids], False
    correct = scoring.correct
    alone = {each: scoring.fraction(each) for each in correct}
    wrong = {each: scoring.fraction(*correct, each) - 1.0 for each in ids if each not in correct}
    total = sum(alone.values())
    if abs(total - 1.0) > ROUNDING and len(correct) > 1:
        if any(abs(share) > ROUNDING for share in alone.values()):
            scoring.losses.append("part of the points for some of the correct options")
        share = 1 / len(correct)
        return [share if each in correct else -share for each in ids], True
    if len(correct) == 1 and all(abs(1 + cost) < ROUNDING for cost in wrong.values()):
        return [1.0 if each in correct else -1.0 for each in ids], True
    return [alone[each] if each in correct else min(0.0, wrong[each]) for each in ids], False


def _words(option: Element, losses: list[str]) -> str:
    return body.markdown_of(option, losses) or "—"


def _feedback(option: Element, scoring: Scoring) -> str:
    """What is shown when the option alone is chosen."""
    return scoring.feedback([option.get("identifier", "")])
