"""A small function, run in the sandbox on a few cases against the reference's answers.

    - id: relu-code
      type: code
      text: Write `relu(x)` for an array of any shape.
      function: relu
      arguments: [x]
      starter: |
        import numpy as np

        def relu(x):
            ...
      answer: ref.relu(x)                 # a formula of the arguments
      cases:
        - {name: mixed signs, x: "[-1.0, 0.0, 2.0]"}
        - {name: a matrix, x: "[[1.5, -2.0]]", hidden: true}
      solution: |
        import numpy as np
        def relu(x):
            return np.maximum(x, 0)
      wrong:
        - {code: "def relu(x):\\n    return abs(x)\\n", feedback: That keeps the size., score: 0}
      explanation: The larger of $x$ and 0.

``credit`` is the share of cases that pass (proportional) or all-or-nothing. A response is the
text of the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from grader import SandboxUnavailable
from grader.files.yaml_nodes import Node
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome, open_session
from grader.values.comparison import Tolerances, compare
from grader.values.formatting import format_value
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, is_storable
from quizzes.contract.question_type import GradedBy, QuestionType
from quizzes.formulas.expressions import FormulaError, evaluate
from quizzes.formulas.expressions import parse as parse_formula
from quizzes.formulas.placeholders import to_plain
from quizzes.formulas.sampling import formula_names
from quizzes.types.shared import credit
from quizzes.types.shared.options import parse_rule

MAX_CHARACTERS = 20_000
MAX_CASES = 20
LIMITS = Limits(load_seconds=5, call_seconds=3, memory_bytes=512 << 20, processes=8)


@dataclass(frozen=True)
class Case:
    """``inputs`` and ``expected`` as plain values; lists are arrays."""

    name: str
    inputs: tuple[Any, ...]
    expected: Any
    hidden: bool = False


@dataclass(frozen=True)
class Mistake:
    """Wrong code that an author expects; ``score`` is what it must earn."""

    code: str
    feedback: str
    score: float


@dataclass(frozen=True)
class Body:
    """What to write, the cases, and the solution that must pass them."""

    function: str
    starter: str
    cases: tuple[Case, ...]
    solution: str
    wrong: tuple[Mistake, ...] = ()
    rule: str = "proportional"


def _case(node: Node, arguments: list[str], answer: str) -> Case | None:
    node.only(["name", "hidden", *arguments])
    try:
        values = {
            name: evaluate(parse_formula(node.text(name)), formula_names()) for name in arguments
        }
        expected = to_plain(evaluate(parse_formula(answer), formula_names() | values))
        inputs = tuple(to_plain(values[name]) for name in arguments)
    except FormulaError as error:
        node.fault(f'case "{node.text("name")}": {error}')
        return None
    return Case(node.text("name"), inputs, expected, node.flag("hidden"))


def _of_the_code(outcome: Outcome) -> Outcome:
    """What failed on the grader's side says nothing of the answer."""
    if outcome.verdict is Verdict.grader_failed:
        raise SandboxUnavailable(outcome.detail or "The sandbox failed.")
    return outcome


def _as_input(value: Any) -> Any:
    return np.asarray(value) if isinstance(value, list) else value


def _judge(case: Case, inputs: tuple[Any, ...], outcome: Outcome) -> dict[str, Any]:
    verdict, detail = outcome.verdict, _error_message(outcome)
    if verdict is Verdict.passed:
        expected = _as_input(case.expected)
        comparison = compare(outcome.value, expected, Tolerances().for_values((expected, *inputs)))
        verdict, detail = comparison.verdict, comparison.detail
    result = {"name": case.name, "verdict": verdict.value, "detail": detail}
    if not case.hidden and verdict is not Verdict.passed:
        result["got"] = format_value(outcome.value) if outcome.verdict is Verdict.passed else ""
    return result


def _error_message(outcome: Outcome) -> str:
    if outcome.raised is not None:
        return f"{outcome.raised.type}: {outcome.raised.message}"[:500]
    return outcome.detail[:500]


def _feedback(body: Body, answer: str | None, result: Mapping[str, Any]) -> str:
    known = next((w.feedback for w in body.wrong if w.code.strip() == (answer or "").strip()), "")
    if result["verdict"] != Verdict.passed.value:
        return " ".join(filter(None, [Verdict[result["verdict"]].sentence, result["detail"]]))
    return known


class CodeType(QuestionType[Body, str]):
    """A function in Python; an answer is its source."""

    keys = ("function", "arguments", "starter", "answer", "cases", "solution", "wrong", "credit")
    body_class = Body
    graded_by = GradedBy.WORKER
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        function = node.text("function")
        arguments = [entry.as_text("a name") for entry in node.entries("arguments", required=True)]
        for name in (function, *arguments):
            if name and not name.isidentifier():
                node.fault(f'"{name}" is not a name in Python')
        answer = node.text("answer")
        cases = [
            case
            for entry in node.entries("cases", required=True)
            if (case := _case(entry, arguments, answer))
        ]
        if not 1 <= len(cases) <= MAX_CASES:
            node.fault(f"has {len(cases)} cases; expected 1 to {MAX_CASES}")
        wrong = []
        for entry in node.entries("wrong"):
            entry.only(["code", "feedback", "score"])
            wrong.append(
                Mistake(entry.text("code"), entry.text("feedback"), entry.number("score", 0.0))
            )
        rule = parse_rule(node, credit.RULES_FOR_PARTS, "proportional")
        if rule is None:
            return None
        starter, solution = node.text("starter"), node.text("solution")
        if not cases:
            return None
        return Body(function, starter, tuple(cases), solution, tuple(wrong), rule)

    def samples(self, body: Body) -> Samples:
        wrong = {
            f"wrong code {number}": Sample(mistake.code, mistake.score)
            for number, mistake in enumerate(body.wrong, start=1)
        }
        wrong["code that does not parse"] = Sample("def f(:", 0.0)
        return Samples(body.solution, wrong, ([1], {"": "x"}, 1.5, "x" * (MAX_CHARACTERS + 1)))

    def from_form(self, fields: Mapping[str, list[str]]) -> str | None:
        text = next(iter(fields.get("", [])), "").replace("\r\n", "\n")
        return text if text.strip() else None

    def parse_response(self, body: Body, response: Any) -> str | InvalidResponse | None:
        if response is None or response == "":
            return None
        if (
            not isinstance(response, str)
            or len(response) > MAX_CHARACTERS
            or not is_storable(response)
        ):
            return InvalidResponse(
                _("Expected Python code of at most %(most)d characters.") % {"most": MAX_CHARACTERS}
            )
        untouched = response.strip() == body.starter.strip()
        return None if untouched or not response.strip() else response

    def describe_answer(self, body: Body, answer: str | None) -> str:
        return f"`{' '.join(answer.split())[:200]}`" if answer else ""

    def template_context(
        self, body: Body, answer: str | None, score: Score | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = {"fields": [{"id": ""}], "starter": body.starter}
        if answer is not None:
            context["given"] = answer
        if score:
            hidden = {case.name for case in body.cases if case.hidden}
            context["cases"] = [
                {"name": part.id, "right": part.right, "hidden": part.id in hidden,
                 "feedback": part.feedback, "given": part.given}
                for part in score.parts
            ]  # fmt: skip
            context |= {
                "feedback": score.feedback,
                "expected": body.solution,
                "pending": score.pending,
            }
        return context

    def score(self, body: Body, answer: str | None) -> Score:
        return Score(0.0, pending=answer is not None)

    def grade(self, body: Body, answer: str) -> dict[str, Any]:
        """Run the code in a sandbox of its own. Raises SandboxUnavailable.

        Visible cases come first: code that remembers its arguments could otherwise reveal a hidden
        case in the message or the value of a visible one.
        """
        with open_session(LIMITS) as session:
            loaded = _of_the_code(session.load(answer))
            if loaded.verdict is not Verdict.passed:
                return {
                    "verdict": loaded.verdict.value,
                    "detail": _error_message(loaded),
                    "cases": [],
                }
            results = []
            for case in sorted(body.cases, key=lambda case: case.hidden):
                inputs = tuple(_as_input(value) for value in case.inputs)
                outcome = _of_the_code(session.call(body.function, inputs, {}))
                results.append(_judge(case, inputs, outcome))
        return {"verdict": Verdict.passed.value, "detail": "", "cases": results}

    def score_result(self, body: Body, answer: str | None, result: Mapping[str, Any]) -> Score:
        results = {case_result["name"]: case_result for case_result in result["cases"]}
        parts = []
        for case in body.cases:
            case_result = results.get(case.name, {"verdict": result["verdict"], "detail": ""})
            right = case_result["verdict"] == Verdict.passed.value and case.name in results
            sentence = "" if right else Verdict[case_result["verdict"]].sentence
            feedback = (
                "" if case.hidden else " ".join(filter(None, [sentence, case_result["detail"]]))
            )
            parts.append(
                Part(case.name, right, True, case_result.get("got", ""), feedback=feedback)
            )
        fraction = credit.RULES_FOR_PARTS[body.rule](sum(part.right for part in parts), len(parts))
        return Score(fraction, tuple(parts), _feedback(body, answer, result))


TYPE = CodeType()
