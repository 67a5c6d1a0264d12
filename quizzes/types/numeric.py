"""Numeric answer: within an absolute or relative tolerance, or right to so many digits.

    - id: soft-threshold
      type: numeric
      variants:
        draw: {t: "step(0.05, 1, 0.05)", v: "step(-3, 3, 0.01)"}
        where: [abs(v) > t + 0.05]
      text: Apply the soft threshold with $t = {{ t }}$ to $v = {{ v }}$.
      answer: "{{ ref.soft_threshold(v, t) }}"
      tolerance: {absolute: 5e-4}       # or relative, significant, decimals; exact
      unit: bits                        # optional, shown after the field
      wrong:
        - {value: "{{ v }}", feedback: A survivor must also be moved towards 0 by $t$.}
      explanation: The size shrinks by $t$, the sign stays.

An answer near a listed wrong value gets its feedback, and its ``credit`` if it has one. A
response is a number, or text as typed: ``"-0,53"``, ``"1/3"``, ``1e-3``.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import Part, Sample, Samples, Score, Unreadable, read_text
from quizzes.contract.neutral import Export, NumberKey, Numbers
from quizzes.types.common.tolerance import (
    EXPECTED,
    Tolerance,
    is_sane,
    nicely,
    parse_tolerance,
    read_number,
    written,
)

KEYS = ("answer", "tolerance", "wrong", "unit")


@dataclass(frozen=True)
class Wrong:
    value: float
    feedback: str
    credit: float = 0.0


@dataclass(frozen=True)
class Body:
    answer: float
    tolerance: Tolerance
    wrong: tuple[Wrong, ...] = ()
    unit: str = ""

    def mistake(self, value: float) -> Wrong | None:
        """The listed wrong answer that this value is."""
        return next((each for each in self.wrong if self.tolerance.allows(value, each.value)), None)


def parse(node: Node) -> Body | None:
    answer = node.number("answer")
    tolerance = parse_tolerance(node)
    wrong = []
    for entry in node.entries("wrong"):
        entry.only(["value", "feedback", "credit"])
        each = Wrong(entry.number("value"), entry.text("feedback"), entry.number("credit", 0.0))
        wrong.append(each)
        if not 0 <= each.credit < 1:
            entry.fault(f"the credit of a wrong answer is {each.credit:g}; expected 0 to below 1")
        if tolerance.allows(each.value, answer) or tolerance.allows(answer, each.value):
            entry.fault(
                f"the wrong answer {nicely(each.value)} is within the tolerance of the right "
                f"one, {nicely(answer)}; leave it out there by “when”, or draw by “where”"
            )
    for value in (answer, *(each.value for each in wrong)):
        if not is_sane(value):
            node.fault(f"{value:g} is too large or too small for an answer to type")
    return Body(float(answer), tolerance, tuple(wrong), node.text("unit", ""))


def arrange(body: Body, rng: random.Random) -> Body:
    return body


def collect(fields: Mapping[str, list[str]]) -> str | None:
    return next(iter(fields.get("", [])), "").strip() or None


def read(body: Body, posted: object) -> str | Unreadable | None:
    if posted is None or posted == "":
        return None
    text = read_text(posted)
    if text is None or read_number(text) is None:
        return Unreadable(f"Expected {EXPECTED}.")
    return text


def score(body: Body, answer: str | None) -> Score:
    expected = nicely(body.answer)
    value = None if answer is None else read_number(answer)
    if value is None:
        return Score(0.0, (Part("", right=False, chosen=False, expected=expected),))
    right = body.tolerance.allows(value, body.answer)
    mistake = None if right else body.mistake(value)
    fraction = 1.0 if right else mistake.credit if mistake else 0.0
    feedback = "" if right else mistake.feedback if mistake else _nearness(body, value)
    part = Part("", right, given=answer or "", expected=expected, feedback=feedback)
    return Score(fraction, (part,), feedback)


def _nearness(body: Body, value: float) -> str:
    if abs(value - body.answer) <= 10 * body.tolerance.width(body.answer):
        return f"Close, but it must be right {body.tolerance.words()}: give more digits."
    return ""


def open_parts(body: Body, answer: str | None) -> int:
    return int(answer is None)


def in_words(body: Body, answer: str | None) -> str:
    return answer or ""


def samples(body: Body) -> Samples:
    wrong = {
        f"wrong {nicely(each.value)}": Sample(written(each.value), _first(body, each).credit)
        for each in body.wrong
    }
    width = body.tolerance.width(body.answer)
    far = body.answer + 30 * width + math.ulp(body.answer) * 8
    if body.mistake(far) is None:
        wrong["too far away"] = Sample(written(far), 0.0)
    bad = ("abc", "nan", "inf", "1e999", "1_000", "1.000,5", "0x10", [1], {"": 1}, True, math.nan)
    return Samples(written(body.answer), wrong, bad)


def _first(body: Body, each: Wrong) -> Wrong:
    return body.mistake(each.value) or each


def page(body: Body, answer: str | None, score: Score | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"fields": [{"id": ""}], "unit": body.unit}
    shown["tolerance"] = body.tolerance.words()
    if answer is not None:
        shown["given"] = answer
    if score:
        part = score.parts[0]
        shown |= {"right": part.right, "expected": part.expected, "feedback": score.feedback}
    return shown


def export(body: Body) -> Export:
    width = body.tolerance.width(body.answer)
    wrong = tuple(
        NumberKey(each.value, body.tolerance.width(each.value), each.credit, each.feedback)
        for each in body.wrong
    )
    holds = body.tolerance.rule in ("absolute", "exact")
    losses = () if holds else (f"the tolerance {body.tolerance.words()}; it becomes absolute",)
    return Export(Numbers((NumberKey(body.answer, width, 1.0), *wrong), body.unit), losses)
