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

An answer near a listed wrong value gets its feedback, and its ``credit`` if it has one. With a
``tolerance`` of its own it may lie around the right answer: what is nearly right earns a part. A
response is a number, or text as typed: ``"-0,53"``, ``"1/3"``, ``1e-3``, with or without the unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, parse_text
from quizzes.contract.decimal_marks import exchanged, exchanged_fields, localized
from quizzes.contract.neutral import Draft, Export, NeutralQuestion, NumberKey, Numbers
from quizzes.contract.question_type import FormFields, QuestionType
from quizzes.contract.readings import EXPECTED_NUMBER, format_reading, read_number
from quizzes.types.shared.mistakes import parse_credit
from quizzes.types.shared.numbers import (
    Tolerance,
    format_exact,
    format_short,
    is_typeable,
    parse_tolerance,
)


@dataclass(frozen=True)
class Mistake:
    """A wrong number that an author expects."""

    value: float
    feedback: str
    credit: float = 0.0
    tolerance: Tolerance | None = None  # its own, else that of the right answer


@dataclass(frozen=True)
class Body:
    """The number, how exact it must be, expected wrong ones and the unit."""

    answer: float
    tolerance: Tolerance
    wrong: tuple[Mistake, ...] = ()
    unit: str = ""

    def mistake(self, value: float) -> Mistake | None:
        """The listed wrong answer that this value is."""
        for mistake in self.wrong:
            if (mistake.tolerance or self.tolerance).allows(value, mistake.value):
                return mistake
        return None


def _nearness(body: Body, value: float) -> str:
    if abs(value - body.answer) <= 10 * body.tolerance.width(body.answer):
        return _("Close, but not precise enough (%(tolerance)s). Give more digits.") % {
            "tolerance": body.tolerance.words()
        }
    return ""


def _is_apart(mistake: Mistake, answer: float, tolerance: Tolerance) -> bool:
    """Whether some answers are this mistake: the value, or what lies around the right answer."""
    if mistake.tolerance is None:
        near = tolerance.allows(mistake.value, answer) or tolerance.allows(answer, mistake.value)
        return not near
    far = abs(mistake.value - answer) + mistake.tolerance.width(mistake.value)
    return far > tolerance.width(answer) + 1e-9 * max(1.0, abs(answer))


def _value_of(body: Body, mistake: Mistake) -> float:
    """A number that is this mistake and not right."""
    if not body.tolerance.allows(mistake.value, body.answer):
        return mistake.value
    width = (mistake.tolerance or body.tolerance).width(mistake.value)
    away = 1.0 if mistake.value >= body.answer else -1.0
    return mistake.value + away * width * (1 - 1e-9)


def _tolerance_node(key: NumberKey) -> Any:
    return {"absolute": key.tolerance} if key.tolerance else "exact"


class NumericType(QuestionType[Body, str]):
    """A number; an answer is the number as it was typed."""

    keys = ("answer", "tolerance", "wrong", "unit")
    body_class = Body
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        answer = node.number("answer")
        tolerance = parse_tolerance(node)
        wrong = []
        for entry in node.entries("wrong"):
            entry.only(["value", "feedback", "credit", "tolerance"])
            own = parse_tolerance(entry) if entry.get("tolerance") else None
            value = entry.number("value")
            mistake = Mistake(value, entry.text("feedback"), parse_credit(entry), own)
            wrong.append(mistake)
            if not _is_apart(mistake, answer, tolerance):
                entry.fault(
                    f"the wrong answer {format_short(mistake.value)} is within the tolerance of "
                    f"the right one, {format_short(answer)}; leave it out there by “when”, or "
                    "draw by “where”"
                )
        for value in (answer, *(mistake.value for mistake in wrong)):
            if not is_typeable(value):
                node.fault(f"{value:g} is too large or too small for an answer to type")
        return Body(float(answer), tolerance, tuple(wrong), node.text("unit", ""))

    def samples(self, body: Body) -> Samples:
        wrong = {}
        for mistake in body.wrong:
            value = _value_of(body, mistake)
            wrong[f"wrong {format_short(value)}"] = Sample(
                format_exact(value), (body.mistake(value) or mistake).credit
            )
        width = body.tolerance.width(body.answer)
        far = body.answer + 30 * width + math.ulp(body.answer) * 8
        if body.mistake(far) is None:
            wrong["too far away"] = Sample(format_exact(far), 0.0)
        bad = (
            "abc",
            "nan",
            "inf",
            "1e999",
            "1_000",
            "1,500",
            "0x10",
            [1],
            {"": 1},
            True,
            math.nan,
        )
        return Samples(format_exact(body.answer), wrong, bad)

    def from_page(self, fields: FormFields) -> FormFields:
        return exchanged_fields(fields)

    def parse_response(self, body: Body, response: Any) -> str | InvalidResponse | None:
        if response is None or response == "":
            return None
        text = parse_text(response)
        if text is None:
            return InvalidResponse(_("Expected %(what)s.") % {"what": EXPECTED_NUMBER})
        reading = read_number(text, body.unit)
        return text if reading.value is not None else InvalidResponse(reading.problem)

    def readings(self, body: Body, answer: str) -> dict[str, str]:
        value = read_number(answer, body.unit).value
        return {} if value is None else {"": format_reading(value)}

    def describe_answer(self, body: Body, answer: str | None) -> str:
        return answer or ""

    def template_context(
        self, body: Body, answer: str | None, score: Score | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = {"fields": [{"id": ""}], "unit": body.unit}
        context["precision"] = body.tolerance.instructions()
        if answer is not None:
            reading = self.readings(body, answer).get("", "")
            context |= {"given": exchanged(answer), "reading": localized(reading)}
        if score:
            part = score.parts[0]
            context |= {"right": part.right, "expected": localized(part.expected)}
            context["feedback"] = score.feedback
        return context

    def score(self, body: Body, answer: str | None) -> Score:
        expected = format_short(body.answer)
        value = None if answer is None else read_number(answer, body.unit).value
        if value is None:
            return Score(0.0, (Part("", right=False, chosen=False, expected=expected),))
        right = body.tolerance.allows(value, body.answer)
        mistake = None if right else body.mistake(value)
        fraction = 1.0 if right else mistake.credit if mistake else 0.0
        feedback = "" if right else mistake.feedback if mistake else _nearness(body, value)
        part = Part("", right, given=answer or "", expected=expected, feedback=feedback)
        return Score(fraction, (part,), feedback)

    def to_neutral(self, body: Body) -> Export:
        width = body.tolerance.width(body.answer)
        wrong = tuple(
            NumberKey(
                mistake.value,
                (mistake.tolerance or body.tolerance).width(mistake.value),
                mistake.credit,
                mistake.feedback,
            )
            for mistake in body.wrong
        )
        holds = body.tolerance.rule in ("absolute", "exact")
        losses = () if holds else (f"the tolerance {body.tolerance.words()}; it becomes absolute",)
        return Export(Numbers((NumberKey(body.answer, width, 1.0), *wrong), body.unit), losses)

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        content = question.content
        if not isinstance(content, Numbers):
            return None
        losses = []
        correct = [key for key in content.answers if key.is_right] or [content.answers[0]]
        right = max(correct, key=lambda key: key.tolerance)
        others = [key for key in correct if key is not right]
        losses += [
            f"that {key.value:g} is right, too; a number has one right value here"
            for key in others
            if abs(key.value - right.value) + key.tolerance > right.tolerance
        ]
        wrong = [
            {"value": key.value, "feedback": key.feedback or "Not right."}
            | ({"credit": key.fraction} if key.fraction > 0 else {})
            | ({} if key.tolerance == right.tolerance else {"tolerance": _tolerance_node(key)})
            for key in content.answers
            if key is not right and key not in others
        ]
        if not right.is_right:
            losses.append(f"that {right.value:g} earns {right.fraction:.0%}; it counts as right")
        if right.feedback:
            losses.append("the feedback on the right answer")
        node = {"answer": right.value, "tolerance": _tolerance_node(right), "wrong": wrong}
        return Draft(node | ({"unit": content.unit} if content.unit else {}), tuple(losses))


TYPE = NumericType()
