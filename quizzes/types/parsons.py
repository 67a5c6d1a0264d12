"""Code lines to put in order and to indent; some lines do not belong there.

    - id: relu-lines
      type: parsons
      text: Build the function.
      code: |
        def relu(x):
            if x > 0:
                return x
            return 0.0
      distractors:
        - {code: "return -x", feedback: That is the size of a negative x.}
      credit: lcs                 # or all-or-nothing
      explanation: What is positive passes, everything else becomes 0.

A level of indentation is four spaces. Lines with the same text are interchangeable. A line with the
wrong indentation counts as a wrong line. A response is a list of lines from top to bottom:
``[{"line": "a1b2c3", "indent": 0}, …]``.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score
from quizzes.contract.question_type import QuestionType, RenameId
from quizzes.types.shared import credit
from quizzes.types.shared.guesses import orders_of
from quizzes.types.shared.options import parse_rule, rename_entries, shuffled
from quizzes.types.shared.orders import (
    MAX_ENTRIES,
    PLACE,
    explain_places,
    order_from_form,
    parse_digits,
)

RULES = ("lcs", "all-or-nothing")
MAX_INDENT = 6
INDENT = "indent-"


@dataclass(frozen=True)
class Line:
    """``id`` comes from the text, so that it tells nothing of the place."""

    id: str
    code: str
    feedback: str = ""


@dataclass(frozen=True)
class Placement:
    """A line of the solution and its level of indentation."""

    line: str
    indent: int


@dataclass(frozen=True)
class Body:
    """The lines, distractors among them, and the solution."""

    lines: tuple[Line, ...]
    key: tuple[Placement, ...]
    rule: str = "lcs"

    def code(self, line_id: str) -> str:
        """The text of a line."""
        return next(line.code for line in self.lines if line.id == line_id)

    def tokens(self, placed: list[dict[str, Any]] | None) -> list[tuple[str, int]]:
        """Text and level of each line of an answer: what is compared."""
        return [(self.code(entry["line"]), entry["indent"]) for entry in placed or []]

    @property
    def key_tokens(self) -> list[tuple[str, int]]:
        """Text and level of each line of the solution."""
        return [(self.code(placed.line), placed.indent) for placed in self.key]


def _line(code: str, feedback: str, count: dict[str, int]) -> Line:
    count[code] = count.get(code, 0) + 1
    mark = hashlib.sha256(f"{code}/{count[code]}".encode()).hexdigest()[:8]
    return Line(f"c{mark}", code, feedback)


def _is_placed(entry: object, known: list[str]) -> bool:
    if not isinstance(entry, Mapping) or set(entry) != {"line", "indent"}:
        return False
    line, indent = entry["line"], entry["indent"]
    return (
        isinstance(line, str)
        and line in known
        and isinstance(indent, int)
        and not isinstance(indent, bool)
        and 0 <= indent <= MAX_INDENT
    )


def _level(code: str) -> int:
    return (len(code) - len(code.lstrip(" "))) // 4


def _wrong_indentation(part: Part) -> str:
    """A sentence where the line is the right one and only its level is not."""
    if part.right or part.given.lstrip(" ") != part.expected.lstrip(" "):
        return ""
    return _("correct line, incorrect indentation: level %(given)d instead of %(expected)d") % {
        "given": _level(part.given),
        "expected": _level(part.expected),
    }


def _fraction(body: Body, given: list[tuple[str, int]], key: list[tuple[str, int]]) -> float:
    if not given or body.rule == "all-or-nothing":
        return float(given == key)
    return credit.by_edits(credit.common_length(given, key), len(given), len(key))


def _indented(code: str, indent: int) -> str:
    return "    " * indent + code


class ParsonsType(QuestionType[Body, list[dict[str, Any]]]):
    """Lines of code in order; an answer is a list of lines with their levels."""

    keys = ("code", "distractors", "credit")
    body_class = Body

    def parse_body(self, node: Node) -> Body | None:
        code_lines = [line for line in node.text("code").splitlines() if line.strip()]
        distractors = []
        for entry in node.entries("distractors"):
            entry.only(["code", "feedback"])
            distractors.append((entry.text("code").strip(), entry.text("feedback", "")))
        count: dict[str, int] = {}
        lines, key = [], []
        for text in code_lines:
            spaces = len(text) - len(text.lstrip(" "))
            if spaces % 4 or spaces // 4 > MAX_INDENT or "\t" in text:
                node.fault(f'"{text}" must be indented by 4 spaces a level, {MAX_INDENT} at most')
            line = _line(text.strip(), "", count)
            lines.append(line)
            key.append(Placement(line.id, spaces // 4))
        for code, feedback in distractors:
            if code in [line.code for line in lines]:
                node.fault(f'the distractor "{code}" is a line of the code too')
            lines.append(_line(code, feedback, count))
        rule = parse_rule(node, RULES, "lcs")
        if rule is None:
            return None
        if len(lines) > MAX_ENTRIES:
            node.fault(f"has {len(lines)} lines; expected {MAX_ENTRIES} at most")
            return None
        if len(key) < 2:
            node.fault("code needs at least 2 lines")
            return None
        return Body(tuple(sorted(lines, key=lambda line: line.id)), tuple(key), rule)

    def samples(self, body: Body) -> Samples:
        key: list[dict[str, Any]] = [
            {"line": placed.line, "indent": placed.indent} for placed in body.key
        ]
        length = len(key)
        one_off, two_off = round((length - 1) / length, 2), round((length - 2) / length, 2)
        strict = body.rule == "all-or-nothing"
        flat = [*key[:-1], key[-1] | {"indent": (key[-1]["indent"] + 1) % MAX_INDENT}]
        wrong = {
            "last left out": Sample(key[:-1], 0.0 if strict else one_off),
            "last indented wrongly": Sample(flat, 0.0 if strict else two_off),
        }
        distractors = {line.id for line in body.lines} - {placed.line for placed in body.key}
        if distractors:
            extra = [*key, {"line": min(distractors), "indent": 0}]
            wrong["with a distractor"] = Sample(extra, 0.0 if strict else one_off)
        line = key[0]["line"]
        bad = (
            "x",
            [line],
            [{"line": line}],
            [{"line": "no-such", "indent": 0}],
            [{"line": line, "indent": 99}],
            [{"line": line, "indent": True}],
            [key[0], key[0]],
            {line: "1", key[1]["line"]: "1"},
        )
        return Samples(key, wrong, bad)

    def blind_guesses(self, body: Body) -> Iterator[list[dict[str, Any]]]:
        """All lines in any order, the levels as in the solution for those that have one."""
        indent = {placed.line: placed.indent for placed in body.key}
        for order in orders_of([line.id for line in body.lines]):
            yield [{"line": line, "indent": indent.get(line, 1)} for line in order]

    def shuffle(self, body: Body, rng: random.Random) -> Body:
        return replace(body, lines=shuffled(body.lines, rng))

    def from_form(
        self, fields: Mapping[str, list[str]]
    ) -> list[dict[str, Any]] | dict[str, str] | None:
        """``line:indent`` separated by spaces from a script, else places and indents by line."""
        order = order_from_form(fields)
        if not isinstance(order, list):
            return order
        placed = []
        for entry in order:
            line, mark, indent = entry.partition(":")
            given = indent if mark else next(iter(fields.get(INDENT + line, [])), "") or "0"
            number = parse_digits(given)
            placed.append({"line": line, "indent": given if number is None else number})
        return placed

    def to_form(self, answer: list[dict[str, Any]]) -> dict[str, list[str]]:
        return {"": [" ".join(f"{entry['line']}:{entry['indent']}" for entry in answer)]}

    def parse_response(
        self, body: Body, response: Any
    ) -> list[dict[str, Any]] | InvalidResponse | None:
        if response is None or response == []:
            return None
        known = [line.id for line in body.lines]
        if isinstance(response, Mapping) and set(response) <= set(known):
            return InvalidResponse(explain_places(response))
        if (
            isinstance(response, list)
            and len(response) <= len(known)
            and all(_is_placed(entry, known) for entry in response)
        ):
            used = [entry["line"] for entry in response]
            if len(set(used)) == len(used):
                return [{"line": entry["line"], "indent": entry["indent"]} for entry in response]
        return InvalidResponse(
            _(
                'Expected a list of objects {"line": id, "indent": levels}, '
                "each line at most once, levels 0 to %(most)d."
            )
            % {"most": MAX_INDENT},
            tuple(known),
        )

    def describe_answer(self, body: Body, answer: list[dict[str, Any]] | None) -> str:
        return " / ".join(f"`{_indented(*token)}`" for token in body.tokens(answer))

    def template_context(
        self, body: Body, answer: list[dict[str, Any]] | None, score: Score | None
    ) -> dict[str, Any]:
        places = {
            entry["line"]: (n, entry["indent"]) for n, entry in enumerate(answer or [], start=1)
        }
        options = []
        for line in body.lines:
            option: dict[str, Any] = {"id": line.id, "text": line.code}
            if line.id in places:
                option["place"], option["indent"] = places[line.id]
            options.append(option)
        whole = " ".join(f"{entry['line']}:{entry['indent']}" for entry in answer or [])
        context: dict[str, Any] = {"options": options, "order": whole, "levels": MAX_INDENT}
        context["place_name"], context["indent_name"] = PLACE, INDENT
        if score:
            context["placed"] = [
                {
                    "text": part.given,
                    "right": part.right,
                    "feedback": part.feedback,
                    "indentation": _wrong_indentation(part),
                }
                for part in score.parts
            ]
            context["expected"] = "\n".join(_indented(*token) for token in body.key_tokens)
        elif answer:
            context["placed"] = [{"text": _indented(*token)} for token in body.tokens(answer)]
        return context

    def score(self, body: Body, answer: list[dict[str, Any]] | None) -> Score:
        given, key = body.tokens(answer), body.key_tokens
        parts = []
        for number, (placed, token) in enumerate(zip(answer or [], given, strict=True)):
            right = number < len(key) and token == key[number]
            line = next(other for other in body.lines if other.id == placed["line"])
            expected = _indented(*key[number]) if number < len(key) else ""
            feedback = "" if right else line.feedback
            parts.append(Part(line.id, right, True, _indented(*token), expected, feedback))
        return Score(_fraction(body, given, key), tuple(parts))

    def author_ids(self, body: Body) -> dict[str, list[str]]:
        return {"line": [line.id for line in body.lines]}

    def rename_ids(self, body: Body, rename: RenameId) -> Body:
        """Without its key, which no open page needs."""
        return replace(body, lines=rename_entries(body.lines, rename, "line"), key=())

    def rename_ids_in_response(
        self, response: list[dict[str, Any]] | dict[str, str], rename: RenameId
    ) -> list[dict[str, Any]] | dict[str, str]:
        if isinstance(response, dict):
            return {rename("line", line): place for line, place in response.items()}
        return [entry | {"line": rename("line", entry["line"])} for entry in response]


TYPE = ParsonsType()
