"""Blanks as Moodle's embedded answers: ``{1:SHORTANSWER:=neurons~=units}``."""

from __future__ import annotations

import re

from quizzes.exchange.forms import Answer, CannotExchange, Gap, Gaps

_OURS = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]")
_THEIRS = re.compile(
    r"(?<!\\)\{(?P<weight>\d*):(?P<type>[A-Z_]+):(?P<answers>(?:\\.|[^\\}])*)\}", re.DOTALL
)
_ANSWER = re.compile(
    r"(?P<mark>=|%-?[\d.]+%)?(?P<text>(?:\\.|[^\\#~])*)(?:#(?P<feedback>(?:\\.|[^\\~])*))?",
    re.DOTALL,
)
_SPECIAL = re.compile(r'([}#~/"\\])')
_TEXT = {"SHORTANSWER", "SA", "MW"}
_CHOICE = {"MULTICHOICE", "MC", "MULTICHOICE_S", "MCS", "MULTICHOICE_H", "MULTICHOICE_V"}


def write(text: str, form: Gaps) -> str:
    gaps = {gap.id: gap for gap in form.gaps}
    return _OURS.sub(lambda match: _gap(gaps[match[1]]), text)


def _gap(gap: Gap) -> str:
    if not gap.choices:
        answers = [f"={_escaped(each.text)}{_said(each)}" for each in gap.answers]
        return "{1:SHORTANSWER:" + "~".join(answers) + "}"
    right = {each.text: each for each in gap.answers}
    answers = [
        f"={_escaped(word)}{_said(right[word])}" if word in right else _escaped(word)
        for word in gap.choices
    ]
    return "{1:MULTICHOICE_S:" + "~".join(answers) + "}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _said(answer: Answer) -> str:
    return f"#{_escaped(answer.feedback)}" if answer.feedback else ""


def read(text: str) -> tuple[str, Gaps, list[str]]:
    """The text with ``[[gap1]]`` for each embedded answer, the gaps, and what is lost.

    Raises: CannotExchange: an embedded answer of another kind.
    """
    gaps: list[Gap] = []
    losses: list[str] = []
    weights = set()

    def taken(match: re.Match[str]) -> str:
        kind = match["type"]
        if kind not in _TEXT | _CHOICE | {"SHORTANSWER_C", "SAC"}:
            raise CannotExchange(f"an embedded answer of the kind {kind} cannot be a blank here")
        if kind in ("SHORTANSWER_C", "SAC"):
            losses.append("that capitals count in a blank")
        weights.add(match["weight"] or "1")
        gap = _read_gap(f"gap{len(gaps) + 1}", match["answers"], kind in _CHOICE, losses)
        gaps.append(gap)
        return f"[[{gap.id}]]"

    shown = _THEIRS.sub(taken, text)
    if not gaps:
        raise CannotExchange("there is no embedded answer in it")
    if len(weights) > 1:
        losses.append("weights of the blanks; each earns the same share")
    return shown, Gaps(tuple(gaps)), losses


def _read_gap(name: str, text: str, choice: bool, losses: list[str]) -> Gap:
    answers, words = [], []
    for piece in re.split(r"(?<!\\)~", text):
        match = _ANSWER.fullmatch(piece)
        if match is None or not match["text"].strip():
            continue
        mark, word = match["mark"] or "", _plain(match["text"])
        fraction = 1.0 if mark == "=" else float(mark.strip("%") or 0) / 100 if mark else 0.0
        words.append(word)
        if fraction > 0:
            answers.append(Answer(word, fraction, _plain(match["feedback"] or "")))
        elif not choice:
            losses.append(f"the wrong answer “{word[:60]}” of {name}, and its feedback")
    return Gap(name, tuple(answers), tuple(words) if choice else ())


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()
