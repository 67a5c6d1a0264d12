"""Vector or matrix: a number in each cell, credit for each cell or for all together.

    - id: gradient
      type: matrix
      text: Gradient of the softmax cross-entropy for $z = (2, 1, 0.1)$ and class 0?
      answer: "{{ ref.sparse_softmax_ce_grad([2, 1, 0.1], 0) }}"     # or numbers: [0.5, -0.5]
      variants: {seeds: 1}
      tolerance: {decimals: 3}
      columns: [class 0, class 1, class 2]      # optional, also rows
      credit: proportional                      # or all-or-nothing
      wrong:
        - {value: "{{ ref.softmax([2, 1, 0.1]) }}", feedback: Subtract the one-hot target.}
      explanation: Probabilities minus the one-hot target.

A response is a list of cells as typed, for a matrix a list of rows: ``["-0.341", "0.242", "…"]``;
a cell left blank is ``""``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, parse_text
from quizzes.contract.decimal_marks import exchanged, exchanged_fields, localized
from quizzes.contract.question_type import FormFields, QuestionType
from quizzes.contract.readings import EXPECTED_NUMBER, format_reading, read_number
from quizzes.types.shared import credit
from quizzes.types.shared.numbers import (
    Tolerance,
    format_exact,
    format_short,
    is_typeable,
    parse_tolerance,
)
from quizzes.types.shared.options import parse_rule

MAX_CELLS = 64
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Mistake:
    """Wrong numbers that an author expects."""

    value: Rows
    feedback: str


@dataclass(frozen=True)
class Body:
    """The numbers, how exact they must be, and names of rows and columns."""

    rows: Rows
    vector: bool  # one row, and responses without the outer list
    tolerance: Tolerance
    wrong: tuple[Mistake, ...] = ()
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()
    rule: str = "proportional"

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0])

    def describe_shape(self) -> str:
        """The shape, for a sentence that says what was expected."""
        count, width = self.shape
        if self.vector:
            return _("%(width)d cells") % {"width": width}
        return _("%(count)d rows of %(width)d cells") % {"count": count, "width": width}


def _rows(node: Node | None) -> tuple[Rows, bool] | None:
    """The numbers of a list, or of a list of equal lists."""
    if node is None or not node.items():
        if node is not None and node.is_list():
            node.fault("expected at least one number")
        return None
    vector = not node.value[0].is_list()
    lists = [node] if vector else node.value
    rows = tuple(tuple(float(cell.as_number()) for cell in row.items()) for row in lists)
    if len({len(row) for row in rows}) != 1 or not 1 <= len(rows) * len(rows[0]) <= MAX_CELLS:
        node.fault(f"expected equal rows of numbers, {MAX_CELLS} cells at most")
        return None
    if not all(is_typeable(cell) for row in rows for cell in row):
        node.fault("a cell is too large or too small for an answer to type")
    return rows, vector


def _hits(tolerance: Tolerance, given: Sequence[Sequence[float]], rows: Rows) -> int:
    pairs = ((g, a) for left, right in zip(given, rows, strict=True)
             for g, a in zip(left, right, strict=True))  # fmt: skip
    return sum(tolerance.allows(g, a) for g, a in pairs)


def _from_places(body: Body, places: Mapping[Any, Any]) -> list[list[Any]] | None:
    count, width = body.shape
    if not set(places) <= {f"{r}-{c}" for r in range(count) for c in range(width)}:
        return None
    return [[places.get(f"{r}-{c}", "") for c in range(width)] for r in range(count)]


def _typed(body: Body, answer: list[Any] | None) -> list[list[str]]:
    count, width = body.shape
    if answer is None:
        return [[""] * width for _row in range(count)]
    return [answer] if body.vector else answer


def _mistake(body: Body, answer: list[Any] | None) -> str:
    values = [
        [value for text in row if text and (value := read_number(text).value) is not None]
        for row in _typed(body, answer)
    ]
    count, width = body.shape
    if any(len(row) < width for row in values):
        return ""
    for mistake in body.wrong:
        if _hits(body.tolerance, values, mistake.value) == count * width:
            return mistake.feedback
    return ""


def _response(body: Body, rows: Rows) -> list[Any]:
    texts = [[format_exact(cell) for cell in row] for row in rows]
    return texts[0] if body.vector else texts


class MatrixType(QuestionType[Body, list[Any]]):
    """Numbers in cells; an answer is a list of texts, or of rows of them."""

    keys = ("answer", "tolerance", "wrong", "rows", "columns", "credit")
    body_class = Body
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        parsed = _rows(node.need("answer"))
        tolerance = parse_tolerance(node)
        if parsed is None:
            return None
        rows, vector = parsed
        wrong = []
        for entry in node.entries("wrong"):
            entry.only(["value", "feedback"])
            other = _rows(entry.need("value"))
            if other and [len(row) for row in other[0]] == [len(row) for row in rows]:
                wrong.append(Mistake(other[0], entry.text("feedback")))
                if _hits(tolerance, other[0], rows) == len(rows) * len(rows[0]):
                    entry.fault("this wrong answer is within the tolerance of the right one")
            elif other:
                entry.fault("the wrong answer has another shape than the right one")
        rule = parse_rule(node, credit.RULES_FOR_PARTS, "proportional")
        if rule is None:
            return None
        names = {}
        for key, count in (("rows", len(rows)), ("columns", len(rows[0]))):
            names[key] = tuple(entry.as_text() for entry in node.entries(key))
            if names[key] and len(names[key]) != count:
                node.fault(f"there are {count} {key}, and {len(names[key])} names for them")
        return Body(rows, vector, tolerance, tuple(wrong), names["rows"], names["columns"], rule)

    def samples(self, body: Body) -> Samples:
        count, width = body.shape
        cells, rule = count * width, credit.RULES_FOR_PARTS[body.rule]
        wrong = {}
        for number, mistake in enumerate(body.wrong, start=1):
            fraction = rule(_hits(body.tolerance, mistake.value, body.rows), cells)
            wrong[f"wrong {number}"] = Sample(_response(body, mistake.value), fraction)
        if cells > 1:
            short = _response(body, body.rows)
            (short if body.vector else short[0])[0] = ""
            wrong["first cell blank"] = Sample(short, rule(cells - 1, cells))
        invalid: tuple[Any, ...] = (
            "1",
            1.0,
            [],
            [["1"] * (width + 1)] * count,
            {"9-9": "1"},
            ["abc"] * width,
            [[["1"]]],
        )
        return Samples(_response(body, body.rows), wrong, invalid)

    def from_page(self, fields: FormFields) -> FormFields:
        return exchanged_fields(fields)

    def from_form(self, fields: Mapping[str, list[str]]) -> dict[str, str] | None:
        """Cells by place, ``row-column``; `read` puts them in rows."""
        return {part: values[0] for part, values in fields.items() if part and values} or None

    def to_form(self, answer: list[Any]) -> dict[str, list[str]]:
        rows = answer if answer and isinstance(answer[0], list) else [answer]
        return {
            f"{r}-{c}": [cell] for r, row in enumerate(rows) for c, cell in enumerate(row) if cell
        }

    def parse_response(self, body: Body, response: Any) -> list[Any] | InvalidResponse | None:
        if response is None:
            return None
        invalid = InvalidResponse(
            _("Expected %(shape)s, each %(number)s, or blank.")
            % {"shape": body.describe_shape(), "number": EXPECTED_NUMBER}
        )
        rows = _from_places(body, response) if isinstance(response, Mapping) else response
        if body.vector and isinstance(rows, list) and not isinstance(response, Mapping):
            rows = [rows]
        count, width = body.shape
        if not isinstance(rows, list) or len(rows) != count:
            return invalid
        cells = []
        for row in rows:
            if not isinstance(row, list) or len(row) != width:
                return invalid
            texts = ["" if cell in (None, "") else parse_text(cell) for cell in row]
            if None in texts:
                return invalid
            readings = [read_number(text) for text in texts if text]
            if problem := next((each.problem for each in readings if each.value is None), ""):
                return InvalidResponse(problem)
            cells.append(texts)
        if not any(cell for row in cells for cell in row):
            return None
        return cells[0] if body.vector else cells

    def readings(self, body: Body, answer: list[Any]) -> dict[str, str]:
        found = {}
        for place, (text, *_rest) in self.to_form(answer).items():
            if (value := read_number(text).value) is not None:
                found[place] = format_reading(value)
        return found

    def count_unanswered(self, body: Body, answer: list[Any] | None) -> int:
        return sum(not cell for row in _typed(body, answer) for cell in row)

    def describe_answer(self, body: Body, answer: list[Any] | None) -> str:
        if answer is None:
            return ""
        rows = [", ".join(cell or "…" for cell in row) for row in _typed(body, answer)]
        return "; ".join(f"[{row}]" for row in rows)

    def template_context(
        self, body: Body, answer: list[Any] | None, score: Score | None
    ) -> dict[str, Any]:
        parts = {part.id: part for part in score.parts} if score else {}
        readings = self.readings(body, answer) if answer else {}
        rows = []
        for r, row in enumerate(_typed(body, answer)):
            cells = []
            for c, text in enumerate(row):
                column = body.column_names[c] if body.column_names else ""
                cell: dict[str, Any] = {
                    "id": f"{r}-{c}",
                    "given": exchanged(text),
                    "column": column,
                }
                cell["reading"] = localized(readings.get(cell["id"], ""))
                if score:
                    part = parts[cell["id"]]
                    cell |= {"right": part.right, "expected": localized(part.expected)}
                cells.append(cell)
            rows.append({"name": body.row_names[r] if body.row_names else "", "cells": cells})
        context = {"fields": rows, "columns": list(body.column_names), "vector": body.vector}
        context["precision"] = body.tolerance.instructions(several=True)
        return context | ({"feedback": score.feedback} if score else {})

    def score(self, body: Body, answer: list[Any] | None) -> Score:
        parts = []
        for r, row in enumerate(_typed(body, answer)):
            for c, text in enumerate(row):
                value = read_number(text).value if text else None
                right = value is not None and body.tolerance.allows(value, body.rows[r][c])
                parts.append(
                    Part(f"{r}-{c}", right, bool(text), text, format_short(body.rows[r][c]))
                )
        hits = sum(part.right for part in parts)
        fraction = credit.RULES_FOR_PARTS[body.rule](hits, len(parts))
        return Score(fraction, tuple(parts), "" if fraction == 1 else _mistake(body, answer))


TYPE = MatrixType()
