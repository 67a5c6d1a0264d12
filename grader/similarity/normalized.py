"""A submission as sequences of tokens, one for each function, whatever its author's style is.

    def f(x):               def g(values):
        m = np.max(x)           return values - values.max()
        return x - m

Both are ``return - V max() V``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.similarity.calls import Calls, Function
from grader.similarity.expressions import Expressions
from grader.similarity.flow import simplified
from grader.similarity.lexical import lexical_tokens
from grader.similarity.naming import imported_names
from grader.similarity.nodes import Node, Span
from grader.similarity.parsing import parse
from grader.similarity.statements import Statements

_MOST_TOKENS = 20_000
"""Of a submission; what is longer was not written for a lab."""


@dataclass(frozen=True)
class Sequence:
    """Tokens of one function, or of the code outside of functions, and where each is written."""

    labels: list[str]
    spans: list[Span]


@dataclass(frozen=True)
class Normalized:
    """What is compared of a submission; ``parsed`` is false where only its words could be read."""

    sequences: list[Sequence]
    parsed: bool = True


def normalized(
    source: str, entry_points: frozenset[str] = frozenset(), *, lexical: bool = False
) -> Normalized:
    """The sequences of a submission.

    Args:
        source: Python; that of a notebook is `grader.files.read_submission`'s.
        entry_points: functions that the lab asks for, which no call is replaced by.
        lexical: read words alone, as of a file that does not parse.
    """
    if not lexical:
        tree = parse(source).tree
        if tree is not None:
            try:
                return Normalized(_limited(list(_of_tree(tree, entry_points))))
            except RecursionError:
                pass
    return Normalized(_limited([Sequence(*lexical_tokens(source))]), parsed=lexical)


def _limited(sequences: list[Sequence]) -> list[Sequence]:
    kept, room = [], _MOST_TOKENS
    for sequence in sequences:
        if sequence.labels and room > 0:
            kept.append(Sequence(sequence.labels[:room], sequence.spans[:room]))
            room -= len(sequence.labels)
    return kept


def _of_tree(tree: ast.Module, entry_points: frozenset[str]) -> Iterator[Sequence]:
    definitions = {node.name: node for node in _definitions(tree)}
    expressions = Expressions(imported_names(tree), frozenset(definitions))
    statements = Statements(expressions)
    functions = {
        name: _function(node, statements, expressions) for name, node in definitions.items()
    }
    roots = frozenset(entry_points & set(functions)) or _uncalled(functions)
    calls = Calls(functions, roots)
    rest = calls.replaced(statements.block(_outside(tree)))
    bodies = {
        name: calls.replaced([s.copy() for s in function.body], (name,))
        for name, function in functions.items()
    }
    for name in functions:
        if name not in calls.usable or name in calls.left:
            yield _linear(simplified(bodies[name]))
    if rest:
        yield _linear(rest)


def _definitions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Functions at any depth; one that is named by an assignment of ``lambda`` is one, too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            target = node.targets[0]
            if isinstance(target, ast.Name):
                returned = ast.copy_location(ast.Return(node.value.body), node.value.body)
                made = ast.FunctionDef(target.id, node.value.args, [returned], [])
                yield ast.copy_location(made, node)


def _function(node: ast.FunctionDef, statements: Statements, build: Expressions) -> Function:
    arguments = node.args
    plain = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    own = plain[len(plain) - len(arguments.defaults) :]
    defaults = dict(zip(own, map(build.build, arguments.defaults), strict=True))
    for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        plain.append(each.arg)
        if value is not None:
            defaults[each.arg] = build.build(value)
    return Function(node.name, tuple(plain), statements.block(node.body), defaults)


def _uncalled(functions: dict[str, Function]) -> frozenset[str]:
    called = {
        node.name
        for function in functions.values()
        for statement in function.body
        for node in statement.walk()
        if node.label in ("call F", "F") and node.name != function.name
    }
    return frozenset(set(functions) - called) or frozenset(functions)


def _outside(tree: ast.Module) -> list[ast.stmt]:
    """Statements outside of functions, without what runs only in a script."""
    return [node for node in tree.body if not _is_script_part(node)]


def _is_script_part(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.dump(node.test)


def _linear(body: list[Node]) -> Sequence:
    labels, spans = [], []
    for statement in body:
        for node in statement.walk():
            if node.label != "block":
                labels.append(node.label)
                spans.append(node.span)
    return Sequence(labels, spans)
