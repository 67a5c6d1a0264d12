"""What a row of the table is: which nodes it changes, into what, and for whom."""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from grader.messages import Message


class Audience(enum.Flag):
    """For whom a change is made."""

    STUDENT = enum.auto()
    """Feedback: changes of a right solution whose answers may be a student's."""
    AUTHOR = enum.auto()
    """``mutate``: changes of a lab's reference that the lab's cases have to notice."""
    REFERENCE = enum.auto()
    """``make mutants``: changes of the course's reference that its tests have to notice."""

    TESTED = AUTHOR | REFERENCE
    ALL = STUDENT | AUTHOR | REFERENCE


class Plainness(enum.IntEnum):
    """From the plainest change to the one that says least; where several fit, that is named."""

    AXIS = 0
    WHOLE_ARRAY = 1
    BRACKETS = 2
    LEFT_OUT = 3
    SWAPPED = 4
    SAME_PLACE = 5
    INSTEAD = 6
    OTHER = 7


@dataclass(frozen=True)
class Scope:
    """Where a node stands.

    Args:
        parameters: names of the parameters of the function around it.
        inputs: those, and names that may be the same arrays (``x = np.asarray(x)``).
        largest: names of what is a largest value (``top = z.max(axis=1)``).
        selects: whether the node is part of a keyword's value or of a subscript, where a number is
            an axis or a place.
    """

    parameters: tuple[str, ...] = ()
    inputs: frozenset[str] = frozenset()
    largest: frozenset[str] = frozenset()
    selects: bool = False


Replacement = tuple[Message, ast.AST]
"""Words, and the node in place of the old one, of which it may hold parts as they are."""


@dataclass(frozen=True)
class Operator:
    """A row of the table.

    Args:
        name: of the row, unique.
        node: the kind of node that it changes.
        audience: for whom.
        plainness: how much its words say.
        replace: yields replacements for a node; nothing where the row does not fit.
    """

    name: str
    node: type[ast.AST]
    audience: Audience
    plainness: Plainness
    replace: Callable[[Any, Scope], Iterable[Replacement]]


def operator(
    node: type[ast.AST], audience: Audience, plainness: Plainness = Plainness.OTHER
) -> Callable[[Callable[[Any, Scope], Iterable[Replacement]]], Operator]:
    """Makes a function a row of the table, under its own name."""

    def make(replace: Callable[[Any, Scope], Iterable[Replacement]]) -> Operator:
        return Operator(replace.__name__, node, audience, plainness, replace)

    return make
