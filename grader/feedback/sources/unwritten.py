"""Functions that are still as the starter has them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Source, Strength
from grader.messages import message
from grader.results.cause import Stage


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    if evidence.lab.starter_runs:
        return
    unwritten = set(_bodies(evidence.lab.starter).items()) & set(_bodies(evidence.source).items())
    for function in sorted(name for name, _ in unwritten):
        cases = [n for n in evidence.failing if evidence.judgments[n].function == function]
        if cases:
            yield Explanation(
                SOURCE.name,
                "",
                message(
                    "{function} is still to be written: it is as in the starter.", function=function
                ),
                frozenset(cases),
                Strength.certain,
                Stage.nothing_runs,
            )


def _bodies(source: str | bytes) -> dict[str, str]:
    """The body of each function at the top level, without docstring and comments, as text.

    Nothing is run; a source that Python cannot parse has none.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return {
        node.name: ast.dump(ast.Module(_without_docstring(node.body), []))
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if is_text and len(body) > 1 else body


SOURCE = Source("unwritten", Strength.certain, _explain)
