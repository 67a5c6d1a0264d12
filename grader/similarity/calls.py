"""Calls of a file's own functions, replaced by what those do.

A program that was split into more functions, or joined from several, comes to the same tree. What
is replaced are functions that leave at their end alone and that the lab does not ask for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from grader.similarity.flow import LOOPS, split, stores_in
from grader.similarity.nodes import Node, is_variable, variable

_DEEPEST = 4
_MOST_NODES = 6000


@dataclass(frozen=True)
class Function:
    """A function of a file; ``defaults`` are those of its last parameters, by name."""

    name: str
    parameters: tuple[str, ...]
    body: list[Node]
    defaults: Mapping[str, Node] = field(default_factory=dict)

    @property
    def can_be_replaced(self) -> bool:
        """Whether it leaves at its end alone."""
        leaving = [
            node
            for statement in self.body
            for node in statement.walk()
            if node.label in ("return", "yield", "Yield", "YieldFrom")
        ]
        return len(leaving) == bool(self.body and self.body[-1].label == "return")


class Calls:
    """Replaces calls in the functions of one file."""

    def __init__(self, functions: Mapping[str, Function], roots: frozenset[str]) -> None:
        self.usable = {
            name: function
            for name, function in functions.items()
            if name not in roots and function.can_be_replaced
        }
        self.left: set[str] = set()  # functions of which a call stays
        self._numbers = count(1)
        self._room = _MOST_NODES

    def replaced(self, body: list[Node], stack: tuple[str, ...] = ()) -> list[Node]:
        """The statements, with those of the functions that they call before them."""
        found: list[Node] = []
        for statement in body:
            before: list[Node] = []
            holder = Node("", [statement])
            self._look(holder, before, stack)
            found += before
            (changed,) = holder.kids
            found += split(changed) if changed.label != "None" else []
        return found

    def _look(self, node: Node, before: list[Node], stack: tuple[str, ...]) -> None:
        for place, kid in enumerate(node.kids):
            if kid.label == "block":
                kid.kids = self.replaced(kid.kids, stack)
                continue
            if kid.label in LOOPS and kid.label != "for":
                self._leave(kid)
                for block in kid.kids:
                    if block.label == "block":
                        block.kids = self.replaced(block.kids, stack)
                continue
            self._look(kid, before, stack)
            if kid.label == "call F":
                value = self._value(kid, before, stack)
                if value is not None:
                    node.kids[place] = value

    def _leave(self, node: Node) -> None:
        self.left |= {each.name for each in node.walk() if each.label in ("call F", "F")}

    def _value(self, call: Node, before: list[Node], stack: tuple[str, ...]) -> Node | None:
        """What the call gives, after the statements that are added to ``before``."""
        function = self.usable.get(call.name)
        arguments = None if function is None else _arguments(function, call)
        if (
            function is None
            or arguments is None
            or call.name in stack
            or len(stack) >= _DEEPEST
            or self._room <= 0
        ):
            self.left.add(call.name)
            return None
        body = [statement.copy() for statement in function.body]
        self._room -= sum(1 for statement in body for _ in statement.walk())
        own = f"~{next(self._numbers)}"
        mine = {*function.parameters, *stores_in(body)}
        for statement in body:
            for node in statement.walk():
                if is_variable(node) and node.name in mine:
                    node.name += own
        before += [
            Node("=", [variable(name + own, value.span), value], value.span)
            for name, value in arguments.items()
        ]
        body = self.replaced(body, (*stack, call.name))
        if body and body[-1].label == "return":
            before += body[:-1]
            return body[-1].kids[0]
        before += body
        return Node("None")


def _arguments(function: Function, call: Node) -> dict[str, Node] | None:
    """By parameter, in their order; ``None`` where it is unknown."""
    given: dict[str, Node] = {}
    positions = iter(function.parameters)
    for kid in call.kids:
        if kid.label in ("*args", "**="):
            return None
        if kid.label.endswith("=") and kid.label[:-1].isidentifier():
            given[kid.label[:-1]] = kid.kids[0]
            continue
        name = next(positions, None)
        if name is None:
            return None
        given[name] = kid
    for name, value in function.defaults.items():
        given.setdefault(name, value.copy())
    if set(given) != set(function.parameters):
        return None
    return {name: given[name] for name in function.parameters}
