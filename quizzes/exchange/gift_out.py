"""Sheets as GIFT, Moodle's plain-text format."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizzes.exchange.forms import (
    Choices,
    FreeText,
    Gaps,
    Loss,
    Numbers,
    Order,
    Pairs,
    Sheet,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.text import to_their_maths

_SPECIAL = re.compile(r"([~=#{}:\\])")


def write(sheets: Iterable[Sheet]) -> tuple[str, list[Loss]]:
    """The file, and the questions and points that GIFT has no form for."""
    blocks, losses = [], []
    for sheet in sheets:
        answers = _answers(sheet)
        if answers is None:
            losses.append(Loss(sheet.name, "left out; GIFT has no form for it"))
            continue
        losses += [Loss(sheet.name, what) for what in _lost(sheet)]
        general = f"\n####{_escaped(sheet.explanation)}" if sheet.explanation else ""
        title = f"::{_escaped(sheet.name)}::[markdown]{_escaped(sheet.text)}"
        blocks.append(f"{title}{{{answers}{general}\n}}")
    return "\n\n".join(blocks) + "\n", losses


def _lost(sheet: Sheet) -> list[str]:
    lost = []
    if sheet.points != 1:
        lost.append("the points; every question has one")
    if sheet.tags:
        lost.append("the tags")
    if isinstance(sheet.form, Pairs) and sheet.form.extra:
        lost.append("targets that belong to no pair")
    if isinstance(sheet.form, Numbers) and sheet.form.unit:
        lost.append("the unit")
    if isinstance(sheet.form, Texts) and sheet.form.case:
        lost.append("that capitals count")
    if isinstance(sheet.form, FreeText) and sheet.form.criteria:
        lost.append("the rubric")
    return lost


def _answers(sheet: Sheet) -> str | None:
    form = sheet.form
    match form:
        case Choices(single=True):
            return _lines(
                ("=" if option.fraction >= 1 else _wrong(option.fraction), option.text,
                 option.feedback) for option in form.options
            )  # fmt: skip
        case Choices():
            return _lines(
                (_wrong(each.fraction), each.text, each.feedback) for each in form.options
            )
        case TrueOrFalse():
            said = "".join(f"#{_escaped(each)}" for each in _by_verdict(form) if each)
            return ("TRUE" if form.answer else "FALSE") + said
        case Numbers():
            return "#" + "".join(
                f"\n\t={_share(each.fraction)}{each.value!r}:{each.tolerance!r}"
                + (f"#{_escaped(each.feedback)}" if each.feedback else "")
                for each in form.answers
            )
        case Texts():
            return _lines((f"={_share(e.fraction)}", e.text, e.feedback) for e in form.answers)
        case Pairs():
            return "".join(f"\n\t={_escaped(a)} -> {_escaped(b)}" for a, b in form.pairs)
        case FreeText():
            return ""
        case Gaps() | Order():
            return None


def _by_verdict(form: TrueOrFalse) -> tuple[str, str]:
    """Feedback on the wrong verdict comes first, then that on the right one."""
    both = form.if_false, form.if_true
    return both if form.answer else (form.if_true, form.if_false)


def _wrong(fraction: float) -> str:
    return "~" + (_share(fraction) if fraction else "")


def _share(fraction: float) -> str:
    return "" if fraction == 1 else f"%{100 * fraction:.5f}%".replace(".00000%", "%")


def _lines(entries: Iterable[tuple[str, str, str]]) -> str:
    return "".join(
        f"\n\t{mark}{_escaped(text)}" + (f"#{_escaped(said)}" if said else "")
        for mark, text, said in entries
    )


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", to_their_maths(text.strip()))
    return re.sub(r"\n", r"\\n", escaped)
