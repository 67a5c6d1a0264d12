"""Neutral questions as GIFT, Moodle's plain-text format."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    Content,
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
from quizzes.exchange.text import to_moodle_math

_SPECIAL = re.compile(r"([~=#{}:\\])")


def write(questions: Iterable[NeutralQuestion]) -> tuple[bytes, list[Loss]]:
    """The file, and what GIFT cannot hold: whole questions, points and details."""
    blocks, losses = [], []
    for question in questions:
        answers = _answers(question.content)
        if answers is None:
            losses.append(Loss(question.name, "left out; GIFT cannot express it"))
            continue
        losses += [Loss(question.name, what) for what in _losses(question)]
        general = f"\n####{_escape(question.explanation)}" if question.explanation else ""
        title = f"::{_escape(question.name)}::[markdown]{_escape(question.text)}"
        blocks.append(f"{title}{{{answers}{general}\n}}")
    return ("\n\n".join(blocks) + "\n").encode(), losses


def _losses(question: NeutralQuestion) -> list[str]:
    losses = []
    if question.points != 1:
        losses.append("the points; every question has one")
    if question.tags:
        losses.append("the tags")
    content = question.content
    if isinstance(content, Pairs) and content.extra:
        losses.append("targets that belong to no pair")
    if isinstance(content, Numbers) and content.unit:
        losses.append("the unit")
    if isinstance(content, Texts) and content.case:
        losses.append("that capitals count")
    if isinstance(content, Choices) and content.all_or_nothing:
        losses.append("the credit rule all-or-nothing; it becomes net-correct")
    if isinstance(content, FreeText) and content.criteria:
        losses.append("the rubric")
    return losses


def _answers(content: Content) -> str | None:
    """The text between the braces; ``None`` for content that GIFT cannot express."""
    match content:
        case Choices():
            return "".join(
                _line(_option_mark(option, content.single), option) for option in content.options
            )
        case TrueOrFalse():
            feedback = "".join(f"#{_escape(text)}" for text in _feedback_in_order(content) if text)
            return ("TRUE" if content.answer else "FALSE") + feedback
        case Numbers():
            return "#" + "".join(
                f"\n\t={_share(key.fraction)}{key.value!r}:{key.tolerance!r}"
                + (f"#{_escape(key.feedback)}" if key.feedback else "")
                for key in content.answers
            )
        case Texts():
            return "".join(_line(f"={_share(key.fraction)}", key) for key in content.answers)
        case Pairs():
            return "".join(
                f"\n\t={_escape(left)} -> {_escape(right)}" for left, right in content.pairs
            )
        case FreeText():
            return ""
        case Gaps() | Order():
            return None


def _feedback_in_order(content: TrueOrFalse) -> tuple[str, str]:
    """Feedback on the wrong verdict comes first, then that on the right one."""
    if content.answer:
        return content.feedback_false, content.feedback_true
    return content.feedback_true, content.feedback_false


def _option_mark(option: AnswerKey, single: bool) -> str:
    """Of a single choice the right option has "="; several options have weights."""
    if single and option.fraction >= 1:
        return "="
    return "~" + (_percentage(option.fraction) if option.fraction else "")


def _percentage(fraction: float) -> str:
    return f"%{100 * fraction:.5f}%".replace(".00000%", "%")


def _share(fraction: float) -> str:
    """Of an answer to type, which earns everything unless it says otherwise."""
    return "" if fraction == 1 else _percentage(fraction)


def _line(mark: str, key: AnswerKey) -> str:
    feedback = f"#{_escape(key.feedback)}" if key.feedback else ""
    return f"\n\t{mark}{_escape(key.text)}{feedback}"


def _escape(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", to_moodle_math(text.strip()))
    return re.sub(r"\n", r"\\n", escaped)
