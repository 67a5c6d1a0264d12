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
response is a number, or text as typed: ``"-0,53"``, ``"1/3"``, ``1e-3``, with or without the unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, parse_text
from quizzes.contract.neutral import Draft, Export, NeutralQuestion, NumberKey, Numbers
from quizzes.contract.question_type import QuestionType
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


@dataclass(frozen=True)
class Body:
    """The number, how exact it must be, expected wrong ones and the unit."""

    answer: float
    tolerance: Tolerance
    wrong: tuple[Mistake, ...] = ()
    unit: str = ""

    def mistake(self, value: float) -> Mistake | None:
        """The listed wrong answer that this value is."""
        return next(
            (mistake for mistake in self.wrong if self.tolerance.allows(value, mistake.value)), None
        )


def _nearness(body: Body, value: float) -> str:
    if abs(value - body.answer) <= 10 * body.tolerance.width(body.answer):
        return _("Close, but not precise enough (%(tolerance)s). Give more digits.") % {
            "tolerance": body.tolerance.words()
        }
    return ""


def _first(body: Body, mistake: Mistake) -> Mistake:
    return body.mistake(mistake.value) or mistake


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
            entry.only(["value", "feedback", "credit"])
            mistake = Mistake(entry.number("value"), entry.text("feedback"), parse_credit(entry))
            wrong.append(mistake)
            if tolerance.allows(mistake.value, answer) or tolerance.allows(answer, mistake.value):
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
        wrong = {
            f"wrong {format_short(mistake.value)}": Sample(
                format_exact(mistake.value), _first(body, mistake).credit
            )
            for mistake in body.wrong
        }
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
            context |= {"given": answer, "reading": self.readings(body, answer).get("", "")}
        if score:
            part = score.parts[0]
            context |= {"right": part.right, "expected": part.expected, "feedback": score.feedback}
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
                mistake.value, body.tolerance.width(mistake.value), mistake.credit, mistake.feedback
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
        right = next((key for key in content.answers if key.is_right), content.answers[0])
        wrong = [
            {"value": key.value, "feedback": key.feedback or "Not right."}
            | ({"credit": key.fraction} if key.fraction > 0 else {})
            for key in content.answers
            if key is not right
        ]
        if any(key.tolerance != right.tolerance for key in content.answers):
            losses.append(
                "tolerances of their own for other answers; the right one's holds for all"
            )
        if right.feedback:
            losses.append("the feedback on the right answer")
        tolerance = {"absolute": right.tolerance} if right.tolerance else "exact"
        node = {"answer": right.value, "tolerance": tolerance, "wrong": wrong}
        return Draft(node | ({"unit": content.unit} if content.unit else {}), tuple(losses))


TYPE = NumericType()
