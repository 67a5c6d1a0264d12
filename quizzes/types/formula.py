r"""Formula in named variables: equal by value at many points, never run as code.

    - id: softplus
      type: formula
      text: The loss $\log(1 + e^z) - yz$ has which derivative with respect to $z$?
      variables: {z: [-3, 3], y: [0, 1]}         # the range of each
      answer: 1 / (1 + exp(-z)) - y
      wrong:
        - {formula: y - 1 / (1 + exp(-z)), feedback: The sign., credit: 0.25}
      explanation: The derivative of softplus is the sigmoid.

Written with + - * / ^ and ``exp log sqrt abs sin cos tanh sigmoid max min``; ``ln`` is ``log``.
A response is the text of a formula: ``"1/(1+exp(-z)) - y"``.
"""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, parse_text
from quizzes.contract.decimal_marks import formula_with_points
from quizzes.contract.question_type import FormFields, QuestionType
from quizzes.contract.texts import typographic_plain
from quizzes.formulas.expressions import FormulaError, evaluate, names_in
from quizzes.formulas.expressions import parse as parse_formula
from quizzes.types.shared.mistakes import parse_credit

POINTS = 60
CLOSE = 1e-7
_FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "ln": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "max": lambda a, b: np.maximum(a, b),
    "min": lambda a, b: np.minimum(a, b),
}
_CONSTANTS = {"pi": np.pi, "e": np.e}
_ARITHMETIC = (
    ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Constant, ast.Load, ast.Add, ast.Sub,
    ast.Mult, ast.Div, ast.Pow, ast.USub, ast.UAdd,
)  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """A variable and the range in which formulas are compared."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Mistake:
    """A wrong formula that an author expects."""

    formula: str
    feedback: str
    credit: float = 0.0


@dataclass(frozen=True)
class Body:
    """The variables, the right formula and expected wrong ones."""

    variables: tuple[Variable, ...]
    answer: str
    wrong: tuple[Mistake, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the variables."""
        return [variable.name for variable in self.variables]


def _holds_together(node: Node, body: Body) -> bool:
    """Every formula can be read, is finite somewhere, and no wrong one equals the right one."""
    for text in (body.answer, *(mistake.formula for mistake in body.wrong)):
        try:
            values = _values(body, text)
        except FormulaError as error:
            node.fault(f"“{text}”: {error}")
            return False
        if np.isfinite(values).sum() < POINTS // 2:
            node.fault(f"“{text}” is not finite in half of the variables' ranges; narrow them")
            return False
    for mistake in body.wrong:
        if _equal(body, mistake.formula, body.answer):
            node.fault(f"the wrong formula “{mistake.formula}” equals the right one")
            return False
    return True


_OPERATORS = str.maketrans(dict.fromkeys("×·⋅∙∗", "*") | {"÷": "/"})


def _tree(text: str) -> ast.expr:
    """The formula as people write it: a caret is a power, and nothing but arithmetic."""
    plain = typographic_plain(text.translate(_OPERATORS))
    tree = parse_formula(plain.replace("^", "**"))
    for node in ast.walk(tree):
        allowed = isinstance(node, _ARITHMETIC)
        if isinstance(node, ast.Constant):
            allowed = isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
        if not allowed or (isinstance(node, ast.Call) and (node.keywords or not _named(node))):
            raise FormulaError(_("only arithmetic and the named functions are read"))
    return tree


def _named(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in _FUNCTIONS


def _points(body: Body) -> dict[str, np.ndarray]:
    """The same points for every answer, inside the ranges."""
    rng = random.Random("formula")
    return {
        variable.name: np.array([rng.uniform(variable.low, variable.high) for _ in range(POINTS)])
        for variable in body.variables
    }


def _values(body: Body, text: str) -> np.ndarray:
    value = evaluate(_tree(text), {**_FUNCTIONS, **_CONSTANTS, **_points(body)})
    if callable(value):
        raise FormulaError(_("a function needs its argument in brackets"))
    return np.broadcast_to(np.asarray(value, dtype=float), (POINTS,))


def _equal(body: Body, text: str, other: str) -> bool:
    """Equal up to rounding wherever ``other`` is finite."""
    left, right = _values(body, text), _values(body, other)
    finite = np.isfinite(right)
    return bool(np.allclose(left[finite], right[finite], rtol=CLOSE, atol=CLOSE))


class FormulaType(QuestionType[Body, str]):
    """A formula in named variables; an answer is its text."""

    keys = ("variables", "answer", "wrong")
    body_class = Body
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        variables = []
        given = node.need("variables")
        for name, entry in given.pairs() if given else ():
            ends = [end.as_number() for end in entry.items()]
            if not name.isidentifier() or name in _FUNCTIONS or name in _CONSTANTS:
                entry.fault(f'the variable "{name}" needs a plain name that is no function')
            elif len(ends) != 2 or ends[0] >= ends[1]:
                entry.fault(f'the range of "{name}" must be two numbers, the smaller first')
            else:
                variables.append(Variable(name, float(ends[0]), float(ends[1])))
        wrong = []
        for entry in node.entries("wrong"):
            entry.only(["formula", "feedback", "credit"])
            mistake = Mistake(entry.text("formula"), entry.text("feedback"), parse_credit(entry))
            wrong.append(mistake)
        body = Body(tuple(variables), node.text("answer"), tuple(wrong))
        complete = given is not None and 0 < len(variables) == len(given.value)
        return body if complete and _holds_together(node, body) else None

    def samples(self, body: Body) -> Samples:
        wrong = {mistake.formula: Sample(mistake.formula, mistake.credit) for mistake in body.wrong}
        wrong["the same, written differently"] = Sample(f"2*({body.answer}) - ({body.answer})", 1.0)
        name = body.names[0]
        bad = (
            f"{name}.__class__",
            f"[{name}]",
            "unknown_name",
            f"{name} +",
            [name],
            True,
            "exp",
            "1j",
        )
        return Samples(body.answer, wrong, (*bad, f"{name} < 1", "'text'", "x" * 300))

    def from_page(self, fields: FormFields) -> FormFields:
        return {
            part: [formula_with_points(value) for value in values]
            for part, values in fields.items()
        }

    def parse_response(self, body: Body, response: Any) -> str | InvalidResponse | None:
        if response is None or response == "":
            return None
        text = parse_text(response)
        expected = _("Expected a formula in %(names)s, such as 2*%(name)s + 1.") % {
            "names": ", ".join(body.names),
            "name": body.names[0],
        }
        if text is None:
            return InvalidResponse(expected)
        try:
            strange = names_in(_tree(text)) - {*body.names, *_FUNCTIONS, *_CONSTANTS}
            if strange:
                unknown = _("“%(name)s” is unknown.") % {"name": min(strange)[:40]}
                return InvalidResponse(f"{expected} {unknown}")
            _values(body, text)
        except FormulaError as error:
            return InvalidResponse(f"{expected[:-1]}: {error}.")
        return text

    def describe_answer(self, body: Body, answer: str | None) -> str:
        return f"`{answer}`" if answer else ""

    def template_context(
        self, body: Body, answer: str | None, score: Score | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = {"fields": [{"id": ""}], "names": body.names}
        if answer is not None:
            context["given"] = answer
        if score:
            context |= {"right": score.parts[0].right, "expected": body.answer}
            context["feedback"] = score.feedback
        return context

    def score(self, body: Body, answer: str | None) -> Score:
        right = answer is not None and _equal(body, answer, body.answer)
        mistake = None
        if answer is not None and not right:
            mistake = next(
                (wrong for wrong in body.wrong if _equal(body, answer, wrong.formula)), None
            )
        feedback = mistake.feedback if mistake else ""
        part = Part("", right, answer is not None, answer or "", body.answer, feedback)
        return Score(1.0 if right else mistake.credit if mistake else 0.0, (part,), feedback)


TYPE = FormulaType()
