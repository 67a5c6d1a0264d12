"""All single changes of a piece of code, each with the changed tree.

A changed tree shares everything with the original but the way from its root to the change, so that
a change costs the depth of the tree and not its size. Nothing of the original is modified.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from grader.messages import Message
from grader.mutations.operator import Audience, Operator, Plainness, Scope
from grader.mutations.operators import OPERATORS
from grader.mutations.scopes import scope_of

Tree = TypeVar("Tree", bound=ast.AST)
Rebuild = Callable[[ast.AST], Any]
"""The whole tree, with another node in one place."""

_NEVER_RUN = ("annotation", "returns", "type_comment")
"""Fields of nodes that nothing runs."""
_MESSAGES = (ast.JoinedStr, ast.Raise)
"""Texts for people; a lab's cases do not see them."""


@dataclass(frozen=True)
class Change(Generic[Tree]):
    """One change.

    Args:
        operator: the row of the table that made it.
        words: what is wrong in the changed program.
        line: of the node that was changed.
        old: that node.
        new: its replacement.
        tree: the changed code.
    """

    operator: Operator
    words: Message
    line: int
    old: ast.AST
    new: ast.AST
    tree: Tree

    @property
    def plainness(self) -> Plainness:
        """How much the words say."""
        return self.operator.plainness

    @property
    def arrow(self) -> str:
        """``x + y -> x - y``: the code before and after, each in one line."""
        return " -> ".join(_one_line(node) for node in (self.old, self.new))


def _one_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def changes(tree: Tree, audience: Audience) -> Iterator[Change[Tree]]:
    """All single changes, in the order of the code.

    Args:
        tree: a module or a definition, as `ast.parse` gives it.
        audience: for whom; for the reference also decorators and texts for people are changed.
    """
    table = _rows(audience)
    for node, scope, rebuild in _places(tree, audience):
        for row, words, new in _replacements(table.get(type(node), ()), node, scope):
            _locate(new, node)
            yield Change(row, words, node.lineno, node, new, rebuild(new))


def _replacements(
    rows: Sequence[Operator], node: ast.AST, scope: Scope
) -> Iterator[tuple[Operator, Message, ast.AST]]:
    """What the rows put in place of a node: each once, in the plainest words, and never the same.

    Statements are not compared, because they may be long.
    """
    made = {ast.dump(node)} if rows and isinstance(node, ast.expr) else set()
    for row in rows:
        for words, new in row.replace(node, scope):
            if isinstance(new, ast.expr):
                form = ast.dump(new)
                if form in made:
                    continue
                made.add(form)
            yield row, words, new


@lru_cache
def _rows(audience: Audience) -> dict[type[ast.AST], list[Operator]]:
    """By the kind of node, the plainest first."""
    table: dict[type[ast.AST], list[Operator]] = {}
    for row in sorted(OPERATORS, key=lambda row: row.plainness):
        if row.audience & audience:
            table.setdefault(row.node, []).append(row)
    return table


def _places(tree: ast.AST, audience: Audience) -> Iterator[tuple[Any, Scope, Rebuild]]:
    """Every node that can be changed, its position, and what replaces it."""
    everything = audience is Audience.REFERENCE
    waiting: list[tuple[ast.AST, Scope, Rebuild]] = [(tree, Scope(), lambda new: new)]
    while waiting:
        node, scope, rebuild = waiting.pop()
        if not everything and isinstance(node, _MESSAGES):
            continue
        if node is not tree and hasattr(node, "lineno"):
            yield node, scope, rebuild
        inner = scope_of(node, scope)
        children = []
        for field, value in ast.iter_fields(node):
            if field in _NEVER_RUN or (field == "decorator_list" and not everything):
                continue
            selects = _selects(node, field)
            within = replace(inner, selects=True) if selects else inner
            for index, child in _nodes(value):
                children.append((child, within, _putting(node, field, index, rebuild)))
        waiting.extend(reversed(children))


def _selects(node: ast.AST, field: str) -> bool:
    return isinstance(node, ast.keyword) or (isinstance(node, ast.Subscript) and field == "slice")


def _nodes(value: Any) -> Iterator[tuple[int | None, ast.AST]]:
    if isinstance(value, list):
        yield from ((index, part) for index, part in enumerate(value) if isinstance(part, ast.AST))
    elif isinstance(value, ast.AST):
        yield None, value


def _putting(parent: ast.AST, field: str, index: int | None, rebuild: Rebuild) -> Rebuild:
    def put(new: ast.AST) -> Any:
        changed = copy.copy(parent)
        if index is None:
            setattr(changed, field, new)
        else:
            items = list(getattr(parent, field))
            items[index] = new
            setattr(changed, field, items)
        return rebuild(changed)

    return put


def _locate(new: ast.AST, old: Any) -> None:
    """Gives new nodes the place of the old one; parts of the old one have theirs."""
    if hasattr(new, "lineno"):
        return
    if "lineno" in new._attributes:
        ast.copy_location(new, old)
    for child in ast.iter_child_nodes(new):
        _locate(child, old)
