"""Cases from tests: the calls of functions that a test makes with known arguments."""

from __future__ import annotations

import ast
import builtins
import doctest
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from grader.exchange.imports.assignment import ForeignTest
from grader.exchange.imports.literals import NotLiteral, evaluate
from grader.values.python_text import value_text

MOST_CASES = 200
_LONGEST = 6000
UNKNOWN: Any = object()
"""The expected answer, where a test does not name it."""
_COMPARING = {"isclose", "allclose", "array_equal", "assert_allclose", "assert_almost_equal"}
_COMPARING |= {"assert_equal", "assert_array_equal", "assert_array_almost_equal", "assertEqual"}
_COMPARING |= {"assertAlmostEqual", "assert_approx_equal"}
_RAISING = {"assert_raises", "raises", "assertRaises"}


@dataclass(frozen=True)
class ImportedCase:
    """A call that a test makes. ``expected`` is what the test says of its answer, if it does.

    ``part`` says that the test looks at a part of the answer only; ``raises`` names an exception.
    """

    place: str
    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    weight: float
    hidden: bool
    expected: Any = UNKNOWN
    raises: str = ""
    part: bool = False

    def call(self) -> str:
        """The call as a line of `cases.py`."""
        parts = [repr(self.function), *map(value_text, self.args)]
        parts += [f"{name}={value_text(value)}" for name, value in self.kwargs.items()]
        return f"call({', '.join(parts)})"


@dataclass
class _Found:
    """What the statements of one test hold."""

    cases: list[ImportedCase] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def cases_of(
    tests: Collection[ForeignTest], functions: Collection[str]
) -> tuple[list[ImportedCase], list[str]]:
    """The cases, each call once, and a sentence for what was not taken over.

    Args:
        tests: of the assignment.
        functions: names of those that its solution defines.
    """
    cases: dict[tuple[str, str], ImportedCase] = {}
    left_out: list[str] = []
    for test in tests:
        found = _cases_of_test(test, functions)
        left_out += found.left_out
        for case in found.cases:
            key = (case.call(), case.raises)
            weight = case.weight * test.points / len(found.cases)
            known = cases.get(key)
            if known is None:
                cases[key] = replace(case, weight=weight)
            else:
                cases[key] = replace(
                    known, weight=known.weight + weight, hidden=known.hidden and case.hidden
                )
    kept = list(cases.values())
    if len(kept) > MOST_CASES:
        left_out.append(f"{len(kept) - MOST_CASES} cases: a lab gets at most {MOST_CASES}.")
    return kept[:MOST_CASES], left_out


def _cases_of_test(test: ForeignTest, functions: Collection[str]) -> _Found:
    found = _Found()
    try:
        for source, output in _examples(test):
            _Translator(test, functions, found).read(ast.parse(source).body, output)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        found.left_out.append(f"{test.place}: the test is not valid Python.")
    return found


def _examples(test: ForeignTest) -> Iterator[tuple[str, str]]:
    """Code and the output that it should have: a cell, or all examples of a doctest."""
    if ">>>" not in test.source:
        yield test.source, test.output
        return
    examples = doctest.DocTestParser().get_examples(test.source)
    for number, example in enumerate(examples):
        before = "".join(each.source for each in examples[:number] if not each.want)
        yield (before + example.source, example.want) if example.want else ("", "")


class _Translator:
    """Reads statements in order; values and answers of names are kept for those that follow."""

    def __init__(self, test: ForeignTest, functions: Collection[str], found: _Found) -> None:
        self.test, self.functions, self.found = test, functions, found
        self.values: dict[str, Any] = {}
        self.answers: dict[str, int] = {}

    def read(self, body: list[ast.stmt], output: str = "") -> None:
        for number, node in enumerate(body, start=1):
            self._statement(node, output if number == len(body) else "")

    def _statement(self, node: ast.stmt, output: str) -> None:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
            return
        if isinstance(node, ast.FunctionDef):
            self.read(node.body)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            self._assignment(node)
        elif isinstance(node, ast.Assert):
            self._test(node.test, node)
        elif isinstance(node, ast.Expr):
            if not isinstance(node.value, ast.Constant):
                self._expression(node.value, node, output)
        elif isinstance(node, ast.With):
            self._with(node)
        elif isinstance(node, ast.Try):
            self._try(node)
        else:
            self._leave_out(node, "only plain statements are translated")

    def _leave_out(self, node: ast.AST, why: str) -> None:
        text = " ".join(ast.unparse(node).split())
        shown = text if len(text) <= 70 else text[:67] + "…"
        self.found.left_out.append(f"{self.test.place}: “{shown}”: {why}.")

    def _assignment(self, node: ast.Assign | ast.AnnAssign) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        name = targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""
        for target in targets:
            for each in ast.walk(target):
                if isinstance(each, ast.Name):
                    self.values.pop(each.id, None)
                    self.answers.pop(each.id, None)
        if node.value is None:
            return
        if self._calls(node.value):
            made = self._cases(node.value, node)
            direct = name and len(made) == 1 and self._call(node.value) is not None
            if direct:
                self.answers[name] = made[0]
            return
        try:
            if name:
                self.values[name] = evaluate(node.value, self.values)
        except NotLiteral:
            pass  # said where it is used

    def _test(self, node: ast.expr, statement: ast.AST) -> None:
        """An assertion: its calls are cases, with the answer that it names."""
        pair = self._compared(node)
        numbers = self._cases(node, statement)
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        earlier = [self.answers[name] for name in names if name in self.answers]
        if not numbers and not earlier:
            if not self._calls(node):
                self._leave_out(statement, "it tests no call of a function")
            return
        if pair is not None:
            asked, expected = pair
            known = isinstance(asked, ast.Name) and asked.id in self.answers
            index = self.answers[asked.id] if known else (numbers or earlier)[0]  # type: ignore[attr-defined]
            self._set(index, expected=expected)
            return
        for index in (*numbers, *earlier):
            self._set(index, part=True)

    def _expression(self, node: ast.expr, statement: ast.AST, output: str) -> None:
        if isinstance(node, ast.Call) and _name(node.func) == "of" and self._checked(node):
            return
        if not output:
            self._test(node, statement)
            return
        numbers = self._cases(node, statement)
        pair = self._compared(node)
        if pair is not None and numbers:
            self._set(numbers[0], expected=pair[1])
        elif self._call(node) is not None and numbers:
            self._set(numbers[0], expected=_literal(output))
        elif numbers:
            for index in numbers:
                self._set(index, part=True)
        elif not self._calls(node):
            self._leave_out(statement, "it tests no call of a function")

    def _checked(self, node: ast.Call) -> bool:
        """``expects(2.0, rtol=1e-9).of(env.get("f"), x)``: a test of an assignment from here."""
        made = node.func.value if isinstance(node.func, ast.Attribute) else None
        if not isinstance(made, ast.Call) or _name(made.func) != "expects" or not node.args:
            return False
        function = node.args[0]
        if isinstance(function, ast.Call) and function.args:  # env.get("f")
            function = function.args[0]
        name = function.value if isinstance(function, ast.Constant) else _name(function)
        inner = ast.Call(ast.Name(str(name), ast.Load()), node.args[1:], node.keywords)
        ast.fix_missing_locations(ast.copy_location(inner, node))
        numbers = self._cases(inner, node)
        for index in numbers:
            try:
                if made.args:
                    self._set(index, expected=evaluate(made.args[0], self.values))
                for option in made.keywords:
                    if option.arg == "raises":
                        self._set(index, raises=str(evaluate(option.value, {})))
            except NotLiteral:
                pass  # the answer is the reference's anyway
        return True

    def _with(self, node: ast.With) -> None:
        """``with assert_raises(ValueError): f(-1)``."""
        asked = node.items[0].context_expr
        named = isinstance(asked, ast.Call) and _name(asked.func) in _RAISING and asked.args
        name = _name(asked.args[0]) if named and isinstance(asked, ast.Call) else ""
        self._raising(node, node.body, name)

    def _try(self, node: ast.Try) -> None:
        """``try: f(-1)`` with an ``except ValueError`` that lets it pass."""
        handled = [
            each for each in node.handlers if all(isinstance(s, ast.Pass) for s in each.body)
        ]
        name = _name(handled[0].type) if handled and handled[0].type is not None else ""
        self._raising(node, node.body[:1], name)

    def _raising(self, node: ast.stmt, body: list[ast.stmt], name: str) -> None:
        kind = getattr(builtins, name, None)
        calls = [each for each in body if isinstance(each, ast.Expr | ast.Assign)]
        if not (isinstance(kind, type) and issubclass(kind, Exception)) or len(calls) != 1:
            self._leave_out(node, "only plain statements are translated")
            return
        for index in self._cases(calls[0].value, node):
            self._set(index, raises=name)

    def _compared(self, node: ast.expr) -> tuple[ast.expr, Any] | None:
        """What is compared as a whole, and the answer that is named for it."""
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            if not isinstance(node.ops[0], ast.Eq | ast.Is):
                return None
            sides = [node.left, node.comparators[0]]
        elif isinstance(node, ast.Call) and _name(node.func) in _COMPARING and len(node.args) > 1:
            sides = node.args[:2]
        else:
            return None
        for asked, other in (sides, sides[::-1]):
            if self._call(asked) or (isinstance(asked, ast.Name) and asked.id in self.answers):
                try:
                    return asked, evaluate(other, self.values)
                except NotLiteral:
                    continue
        return None

    def _call(self, node: ast.expr) -> ast.Call | None:
        """The node, if it calls one of the functions."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return None
        return node if node.func.id in self.functions else None

    def _calls(self, node: ast.expr) -> list[ast.Call]:
        return [each for each in ast.walk(node) if isinstance(each, ast.Call) and self._call(each)]

    def _cases(self, node: ast.expr, statement: ast.AST) -> list[int]:
        """Adds a case for each call whose arguments are known; their numbers."""
        made = []
        for call in self._calls(node):
            try:
                case = self._case(call)
            except NotLiteral as error:
                self._leave_out(statement, str(error))
                continue
            self.found.cases.append(case)
            made.append(len(self.found.cases) - 1)
        return made

    def _case(self, call: ast.Call) -> ImportedCase:
        args = tuple(evaluate(each, self.values) for each in call.args)
        if any(each.arg is None for each in call.keywords):
            raise NotLiteral("its arguments are not written out")
        kwargs = {str(e.arg): evaluate(e.value, self.values) for e in call.keywords}
        name = str(_name(call.func))
        made = ImportedCase(self.test.place, name, args, kwargs, 1.0, self.test.hidden)
        try:
            text = made.call()
        except TypeError as error:
            raise NotLiteral("an argument has no literal") from error
        if len(text) > _LONGEST:
            raise NotLiteral("its arguments are too long")
        return made

    def _set(self, index: int, **changes: Any) -> None:
        self.found.cases[index] = replace(self.found.cases[index], **changes)


def _name(node: ast.expr | None) -> str:
    """``raises`` of ``pytest.raises``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _literal(output: str) -> Any:
    """The value that an output shows. `UNKNOWN` where it shows none."""
    try:
        node = ast.parse(output.strip().replace("array(", "np.array("), mode="eval").body
        return evaluate(node, {})
    except (SyntaxError, ValueError, RecursionError, MemoryError, NotLiteral):
        return UNKNOWN
