"""Functions whose parameters are in a different order than the lab's: inputs are swapped."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Source, Strength
from grader.lab.model import Function
from grader.messages import message
from grader.results.cause import Stage


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    defined = _parameters(evidence.source)
    for function in evidence.lab.functions:
        order = defined.get(function.name)
        if order is None or not _is_exchanged(function, order):
            continue
        cases = [n for n in evidence.failing if evidence.judgments[n].function == function.name]
        if cases:
            yield Explanation(
                SOURCE.name,
                function.name,
                message(
                    "The lab calls {signature}; your parameters are in another order: {order}.",
                    signature=function.signature,
                    order=", ".join(order),
                ),
                frozenset(cases),
                Strength.certain,
                Stage.nothing_runs,
            )


def _is_exchanged(function: Function, order: tuple[str, ...]) -> bool:
    """Whether the lab's own names are there, in another order."""
    asked = [name for name in order if name in function.parameters]
    return len(asked) == len(function.parameters) and asked != list(function.parameters)


def _parameters(source: str | bytes) -> dict[str, tuple[str, ...]]:
    """The names of the parameters of each function at the top level, in their order."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return {
        node.name: tuple(a.arg for a in (*node.args.posonlyargs, *node.args.args))
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


SOURCE = Source("signature", Strength.certain, _explain)
