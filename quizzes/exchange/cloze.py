"""Blanks as Moodle's embedded answers: ``{1:SHORTANSWER:=neurons~=units}``."""

from __future__ import annotations

import re

from quizzes.contract.neutral import AnswerKey, ExchangeError, Gap, Gaps
from quizzes.exchange.html import has_tags, plain_from_html
from quizzes.exchange.numbers import parse_percentage

_BLANK = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]")
_EMBEDDED = re.compile(
    r"(?<!\\)\{(?P<weight>\d*):(?P<type>[A-Z_]+):(?P<answers>(?:\\.|[^\\}])*)\}", re.DOTALL
)
_ANSWER = re.compile(
    r"(?P<mark>=|%-?[\d.]+%)?(?P<text>(?:\\.|[^\\#~])*)(?:#(?P<feedback>(?:\\.|[^\\~])*))?",
    re.DOTALL,
)
_SPECIAL = re.compile(r'([}#~/"\\])')
_TEXT = {"SHORTANSWER", "SA", "MW"}
_TEXT_WITH_CASE = {"SHORTANSWER_C", "SAC"}
_CHOICE = {"MULTICHOICE", "MC", "MULTICHOICE_S", "MCS", "MULTICHOICE_H", "MULTICHOICE_V"}


def write(text: str, content: Gaps) -> str:
    """The text with an embedded answer for each ``[[id]]``."""
    gaps = {gap.id: gap for gap in content.gaps}
    return _BLANK.sub(lambda match: _embedded(gaps[match[1]]), text)


def _embedded(gap: Gap) -> str:
    if not gap.choices:
        answers = [f"={_escape(key.text)}{_feedback(key)}" for key in gap.answers]
        return "{1:SHORTANSWER:" + "~".join(answers) + "}"
    right = {key.text: key for key in gap.answers}
    answers = [
        f"={_escape(word)}{_feedback(right[word])}" if word in right else _escape(word)
        for word in gap.choices
    ]
    return "{1:MULTICHOICE_S:" + "~".join(answers) + "}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _feedback(key: AnswerKey) -> str:
    return f"#{_escape(key.feedback)}" if key.feedback else ""


def read(text: str, mark: str = "[[{}]]") -> tuple[str, Gaps, list[str]]:
    """The text with ``[[gap1]]`` for each embedded answer, the gaps, and what is lost.

    Args:
        text: as it is in the file; its words may be HTML.
        mark: how a gap is written in the text, as a format.

    Raises: ExchangeError: an embedded answer of another kind, or none at all.
    """
    gaps: list[Gap] = []
    losses: list[str] = []
    weights = set()

    def replace(match: re.Match[str]) -> str:
        kind = match["type"]
        if kind not in _TEXT | _TEXT_WITH_CASE | _CHOICE:
            raise ExchangeError(f"an embedded answer of the kind {kind} cannot be a blank here")
        if kind in _TEXT_WITH_CASE:
            losses.append("that capitals count in a blank")
        weights.add(match["weight"] or "1")
        gap = _read_gap(f"gap{len(gaps) + 1}", match["answers"], kind in _CHOICE, losses)
        gaps.append(gap)
        return mark.format(gap.id)

    replaced = _EMBEDDED.sub(replace, text)
    if not gaps:
        raise ExchangeError("there is no embedded answer in it")
    if len(weights) > 1:
        losses.append("weights of the blanks; each earns the same share")
    return replaced, Gaps(tuple(gaps)), losses


def _read_gap(name: str, text: str, choice: bool, losses: list[str]) -> Gap:
    answers, words = [], []
    for piece in re.split(r"(?<!\\)~", text):
        match = _ANSWER.fullmatch(piece)
        if match is None or not match["text"].strip():
            continue
        mark, word = match["mark"] or "", _words(match["text"])
        fraction = 1.0 if mark == "=" else parse_percentage(mark.strip("%"))
        words.append(word)
        if fraction > 0:
            answers.append(AnswerKey(word, fraction, _words(match["feedback"] or "")))
        elif not choice:
            losses.append(f"the wrong answer “{word[:60]}” of {name}, and its feedback")
        elif match["feedback"] and match["feedback"].strip():
            losses.append(
                f"the feedback on the wrong choice “{word[:60]}” of {name}: "
                f"“{_words(match['feedback'])[:200]}”"
            )
        if choice and fraction < 0:
            losses.append(f"the points that “{word[:60]}” of {name} takes away")
    return Gap(name, tuple(answers), tuple(words) if choice else ())


def _words(text: str) -> str:
    """Words without escapes and marks: the embedded answers contain HTML too."""
    unescaped = re.sub(r"\\(.)", r"\1", text).strip()
    return plain_from_html(unescaped) if has_tags(unescaped) or "&" in unescaped else unescaped
