"""Nodes of a normalised syntax tree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from zlib import crc32

MASK = (1 << 61) - 1
Span = tuple[int, int, int]
"""Line from 1, and the columns from and to which the node itself is written there, from 0."""
NOWHERE: Span = (0, 0, 0)


class Node:
    """A label, its children, and where it is written.

    A variable has the label ``V`` and a ``name`` that counts only while its function is
    normalised; fingerprints are made of labels.
    """

    __slots__ = ("kids", "label", "name", "span")

    def __init__(
        self, label: str, kids: list[Node] | None = None, span: Span = NOWHERE, name: str = ""
    ) -> None:
        self.label, self.kids, self.span, self.name = label, kids or [], span, name

    def walk(self) -> Iterator[Node]:
        """The node and all below it, parents first."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.kids))

    def copy(self) -> Node:
        """The same tree of new nodes."""
        return Node(self.label, [kid.copy() for kid in self.kids], self.span, self.name)


@cache
def number_of(label: str) -> int:
    """Of a label; the same in every process, which ``hash`` is not."""
    return crc32(label.encode()) * 0x9E3779B1 + 1


def key_of(node: Node) -> int:
    """Of the tree without names: two that differ in names alone have the same."""
    key = number_of(node.label)
    for kid in node.kids:
        key = (key * 1_000_003 + key_of(kid)) & MASK
    return key


def variable(name: str, span: Span = NOWHERE) -> Node:
    """A node that represents a variable."""
    return Node("V", span=span, name=name)


def is_variable(node: Node) -> bool:
    """Whether a node represents a variable."""
    return node.label == "V"


def assigned(statement: Node) -> Node | None:
    """The variable that a plain assignment sets."""
    if statement.label == "=" and is_variable(statement.kids[0]):
        return statement.kids[0]
    return None
