"""A point or a region of a plot, drawn from the reference; by pointer or by typed coordinates.

    - id: where-it-saturates
      type: plot
      text: Where is the derivative of the sigmoid largest?
      plot:
        x: {from: -6, to: 6, label: z}
        y: {from: 0, to: 1, label: ""}
        curves:
          - {formula: ref.sigmoid(x), label: sigmoid}
        points: [[0, 0.5]]                     # optional
        description: A curve that rises from 0 to 1, steepest in the middle.
      answer: {x: [-0.5, 0.5]}                 # and y: [low, high]; without it only x is asked
      wrong:
        - {x: [3, 6], feedback: There it is nearly flat.}
      explanation: The derivative is $s(1 - s)$.

A response is a point, ``{"x": 0.1}`` or ``{"x": 0.1, "y": 0.5}``, numbers or text as typed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, parse_text
from quizzes.contract.decimal_marks import exchanged, exchanged_fields, localized
from quizzes.contract.question_type import FormFields, QuestionType
from quizzes.contract.readings import EXPECTED_NUMBER, format_reading, read_number
from quizzes.formulas.expressions import FormulaError, evaluate
from quizzes.formulas.expressions import parse as parse_formula
from quizzes.formulas.sampling import formula_names
from quizzes.formulas.svg_plot import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Axis,
    Curve,
    Plot,
    Region,
    svg,
)
from quizzes.types.shared.guesses import combinations_of
from quizzes.types.shared.mistakes import parse_credit
from quizzes.types.shared.numbers import format_exact, format_short

STEPS = 240


@dataclass(frozen=True)
class Mistake:
    """A wrong region that an author expects."""

    region: Region
    feedback: str
    credit: float = 0.0


@dataclass(frozen=True)
class Body:
    """The plot, the right region and expected wrong ones."""

    plot: Plot
    description: str
    region: Region
    wrong: tuple[Mistake, ...] = ()

    @property
    def axes(self) -> list[str]:
        """The names of the coordinates that are asked."""
        return ["x"] if self.region.y is None else ["x", "y"]

    def axis(self, name: str) -> Axis:
        """The axis of a coordinate."""
        return self.plot.x if name == "x" else self.plot.y


def _middle(region: Region, asked: Region) -> tuple[float, float | None]:
    """A point inside a region, with a y where one is asked."""
    x, y = region.middle()
    if asked.y is None:
        return x, None
    return x, y if y is not None else sum(asked.y) / 2


def _axis(block: Node, name: str) -> Axis | None:
    node = block.need(name)
    if node is None:
        return None
    node.only(["from", "to", "label"])
    low, high = node.number("from"), node.number("to")
    if low >= high:
        node.fault(f"the axis goes from {low:g} to {high:g}; expected the smaller end first")
        return None
    return Axis(float(low), float(high), node.text("label", name))


def _curve(node: Node, x: Axis) -> Curve:
    node.only(["formula", "label"])
    grid = np.linspace(x.low, x.high, STEPS + 1)
    try:
        curve = evaluate(parse_formula(node.text("formula")), {**formula_names(), "x": grid})
        values = np.broadcast_to(np.asarray(curve, dtype=float), grid.shape)
    except (FormulaError, ValueError, TypeError) as error:
        node.fault(f"the curve: {error}")
        return Curve(())
    rounded = (round(float(value), 6) if math.isfinite(value) else None for value in values)
    return Curve(tuple(rounded), node.text("label", ""))


def _pair(node: Node) -> tuple[float, float]:
    ends = [float(end.as_number()) for end in node.items()]
    if len(ends) != 2:
        node.fault(f"expected two numbers, found {len(ends)}")
        return 0.0, 0.0
    return ends[0], ends[1]


def _region(node: Node, axes: Mapping[str, Axis], extra: tuple[str, ...] = ()) -> Region | None:
    node.only(["x", "y", *extra])
    across = node.need("x")
    if across is None:
        return None
    x = _pair(across)
    y = _pair(node.value["y"]) if node.get("y") else None
    for name, ends in (("x", x), ("y", y)):
        axis = axes[name]
        if ends and not axis.low <= ends[0] < ends[1] <= axis.high:
            node.fault(
                f"{name} goes from {ends[0]:g} to {ends[1]:g}; expected the smaller end first, "
                f"within {axis.low:g} to {axis.high:g}"
            )
            return None
    return Region(x, y)


def _point(body: Body, answer: dict[str, str] | None) -> tuple[float, float | None] | None:
    """The point, when all of it is given."""
    if answer is None or len(answer) < len(body.axes):
        return None
    x = read_number(answer["x"]).value
    y = read_number(answer["y"]).value if "y" in answer else None
    return None if x is None else (x, y)


def _describe_region(region: Region) -> str:
    return ", ".join(
        _range(name, format_short(ends[0]), format_short(ends[1]))
        for name, ends in (("x", region.x), ("y", region.y))
        if ends
    )


def _range(name: str, low: str, high: str) -> str:
    ends = {"name": name, "low": localized(low), "high": localized(high)}
    return _("%(name)s from %(low)s to %(high)s") % ends


def _response(body: Body, region: Region) -> dict[str, str]:
    x, y = _middle(region, body.region)
    return {"x": format_exact(x)} | ({} if y is None else {"y": format_exact(y)})


class PlotType(QuestionType[Body, dict[str, str]]):
    """A point of a plot; an answer maps coordinates to numbers as typed."""

    keys = ("plot", "answer", "wrong")
    body_class = Body
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        block, answer = node.need("plot"), node.need("answer")
        if block is None or answer is None:
            return None
        block.only(["x", "y", "curves", "points", "description"])
        x, y = _axis(block, "x"), _axis(block, "y")
        if x is None or y is None:
            return None
        axes = {"x": x, "y": y}
        curves = tuple(_curve(entry, x) for entry in block.entries("curves"))
        points = tuple(_pair(entry) for entry in block.entries("points"))
        region = _region(answer, axes)
        wrong = []
        for entry in node.entries("wrong"):
            entry.only(["x", "y", "feedback", "credit"])
            other = _region(entry, axes, extra=("feedback", "credit"))
            if other and region:
                wrong.append(Mistake(other, entry.text("feedback"), parse_credit(entry)))
                if region.contains(*_middle(other, region)):
                    entry.fault("the middle of this wrong region lies in the right one")
        if region is None:
            return None
        plot = Plot(x, y, curves, points)
        return Body(plot, block.text("description"), region, tuple(wrong))

    def samples(self, body: Body) -> Samples:
        wrong = {}
        for number, mistake in enumerate(body.wrong, start=1):
            point = _middle(mistake.region, body.region)
            first = next(other for other in body.wrong if other.region.contains(*point))
            wrong[f"wrong {number}"] = Sample(_response(body, mistake.region), first.credit)
        outside = format_exact(body.plot.x.high + 1)
        bad = ({"x": outside}, {"x": "abc"}, {"z": "1"}, "1", [1], {"x": [1]}, {"x": math.nan})
        return Samples(_response(body, body.region), wrong, bad)

    def blind_guesses(self, body: Body) -> Iterator[dict[str, str]]:
        """Any point of the plot, on a grid of 40 steps."""
        grids = []
        for name in body.axes:
            axis = body.axis(name)
            step = (axis.high - axis.low) / 40
            grids.append([format_exact(axis.low + step * (k + 0.5)) for k in range(40)])
        for point in combinations_of(grids):
            yield dict(zip(body.axes, point, strict=True))

    def from_page(self, fields: FormFields) -> FormFields:
        return exchanged_fields(fields)

    def from_form(self, fields: Mapping[str, list[str]]) -> dict[str, str] | None:
        given = {part: values[0].strip() for part, values in fields.items() if part and values}
        return {part: value for part, value in given.items() if value} or None

    def parse_response(self, body: Body, response: Any) -> dict[str, str] | InvalidResponse | None:
        if response is None or response == {}:
            return None
        ranges = ", ".join(
            _range(name, f"{body.axis(name).low:g}", f"{body.axis(name).high:g}")
            for name in body.axes
        )
        invalid = InvalidResponse(
            _("Expected a point of the plot, %(ranges)s, each %(number)s.")
            % {"ranges": ranges, "number": EXPECTED_NUMBER}
        )
        if not isinstance(response, Mapping) or not set(response) <= set(body.axes):
            return invalid
        answer = {}
        for name in body.axes:
            if response.get(name) in (None, ""):
                continue
            text = parse_text(response[name])
            if text is None:
                return invalid
            reading = read_number(text)
            if reading.value is None:
                return InvalidResponse(reading.problem)
            if not body.axis(name).contains(reading.value):
                value = {"value": f"{name} = {localized(format_reading(reading.value))}"}
                off = _("%(value)s is off the plot.") % value
                return InvalidResponse(f"{off} {invalid.sentence}")
            answer[name] = text
        return answer or None

    def readings(self, body: Body, answer: dict[str, str]) -> dict[str, str]:
        values = {name: read_number(text).value for name, text in answer.items()}
        return {name: format_reading(value) for name, value in values.items() if value is not None}

    def count_unanswered(self, body: Body, answer: dict[str, str] | None) -> int:
        return len(body.axes) - len(answer or ())

    def describe_answer(self, body: Body, answer: dict[str, str] | None) -> str:
        return ", ".join(f"{name} = {value}" for name, value in (answer or {}).items())

    def template_context(
        self, body: Body, answer: dict[str, str] | None, score: Score | None
    ) -> dict[str, Any]:
        point = _point(body, answer)
        region = body.region if score else None
        readings = self.readings(body, answer) if answer else {}
        fields = []
        for name in body.axes:
            axis = body.axis(name)
            field: dict[str, Any] = {"id": name, "low": axis.low, "high": axis.high}
            field["label"] = axis.label or name
            if answer and name in answer:
                reading = localized(readings.get(name, ""))
                field |= {"given": exchanged(answer[name]), "reading": reading}
            fields.append(field)
        context: dict[str, Any] = {
            "fields": fields,
            "svg": svg(body.plot, body.description, region=region, point=point),
            "frame": {"x0": LEFT, "x1": WIDTH - RIGHT, "y0": HEIGHT - BOTTOM, "y1": TOP},
        }
        if score:
            part = score.parts[0]
            context |= {"right": part.right, "given": part.given, "expected": part.expected}
            context["feedback"] = score.feedback
        return context

    def score(self, body: Body, answer: dict[str, str] | None) -> Score:
        point = _point(body, answer)
        right = point is not None and body.region.contains(*point)
        mistake = None
        if point is not None and not right:
            mistake = next((wrong for wrong in body.wrong if wrong.region.contains(*point)), None)
        feedback = mistake.feedback if mistake else ""
        part = Part(
            "",
            right,
            answer is not None,
            self.describe_answer(body, answer),
            _describe_region(body.region),
            feedback,
        )
        return Score(1.0 if right else mistake.credit if mistake else 0.0, (part,), feedback)


TYPE = PlotType()
