"""``a[index] += values`` with an index that holds a number several times: NumPy adds one of them.

Failing cases are run again with ``np.add.at`` in the place of such a line.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence

from grader.feedback.evidence import Evidence, is_small
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.hints.exceptions import Program
from grader.judging import budget
from grader.judging.runner import Runner
from grader.messages import message
from grader.results.verdicts import Verdict

MOST_CASES = 12
"""Of one function."""
MOST_LINES = 4
"""Of a submission that are put right, each by itself."""
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)
_AT = {ast.Add: "add", ast.Sub: "subtract"}
_WRITTEN = {ast.Add: "+=", ast.Sub: "-="}


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    steps = indexed_sums(evidence.program)[:MOST_LINES]
    if not steps:
        return
    failing: dict[str, list[int]] = {}
    for n in evidence.unexplained:
        judgment = evidence.judgments[n]
        if judgment.case.expects is None and judgment.outcome.verdict in _WITH_VALUE:
            failing.setdefault(judgment.function, []).append(n)
    calls = evidence.budget.part(SOURCE.name, budget.REPEATED_CALLS)
    for step in steps:
        source = with_at(evidence.program, step)
        with Runner(source, evidence.lab.limits, calls=calls) as runner:
            found = {name: _right(evidence, numbers, runner) for name, numbers in failing.items()}
        for function, right in found.items():
            failing[function] = [n for n in failing[function] if n not in right]
            if right:
                words = message(
                    "{place}: where an index occurs several times, {operator} uses only one of its "
                    "values. {function}(array, index, values) uses them all.",
                    place=evidence.program.place(step.lineno, starts=True),
                    operator=_WRITTEN[type(step.op)],
                    function=_function(evidence.program, step),
                )
                yield Explanation(
                    SOURCE.name, function, words, frozenset(right), Strength.substituted
                )


def indexed_sums(program: Program) -> list[ast.AugAssign]:
    """The lines that add to entries at an index which may be an array, where NumPy is imported."""
    if not any(each.module == "numpy" and not each.attribute for each in program.imports):
        return []
    return [
        node
        for node in program.nodes
        if isinstance(node, ast.AugAssign)
        and type(node.op) in _AT
        and isinstance(node.target, ast.Subscript)
        and any(isinstance(part, ast.Name) for part in ast.walk(node.target.slice))
    ]


def with_at(program: Program, step: ast.AugAssign) -> str:
    """The program with ``add.at`` in the place of one of `indexed_sums`."""

    class Replacing(ast.NodeTransformer):
        def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
            if (node.lineno, node.col_offset) != (step.lineno, step.col_offset):
                return node
            target = node.target
            assert isinstance(target, ast.Subscript)
            array, values = ast.unparse(target.value), ast.unparse(node.value)
            index = ast.unparse(ast.Subscript(ast.Name(f"{program.numpy}.s_"), target.slice))
            text = f"{_function(program, node)}({array}, {index}, {values})"
            return ast.parse(text).body[0]

    return ast.unparse(Replacing().visit(copy.deepcopy(program.tree)))


def _function(program: Program, step: ast.AugAssign) -> str:
    """What does the same for each index, such as ``np.add.at``."""
    return f"{program.numpy}.{_AT[type(step.op)]}.at"


def _right(evidence: Evidence, numbers: Sequence[int], runner: Runner) -> list[int]:
    """The cases that pass, and all of the function where all that are tried do."""
    small = [n for n in numbers if is_small(evidence.judgments[n])]
    tried = small[:MOST_CASES]
    right = [n for n in tried if evidence.passes(n, runner)]
    return list(numbers) if right and right == tried else right


SOURCE = Source("repeated_index", Strength.substituted, _explain)
