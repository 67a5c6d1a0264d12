"""References to what earlier calls of a session returned, and to parts of it.

The results themselves stay inside; the trusted side names them by the call's number and the way to
the part: items and attributes, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .names import MODULE, type_name

ITEM, ATTRIBUTE = "item", "attribute"
_WITHOUT_ITEMS = (np.ndarray, np.generic, str, bytes)
"""An answer that is one array where several parts are asked for has no parts."""


class Reference:
    """What call number ``call`` (from 0) returned, or the part of it that ``parts`` lead to."""

    __slots__ = ("_call", "_parts")

    def __init__(self, call: int, parts: tuple[tuple[str, Any], ...] = ()) -> None:
        self._call, self._parts = call, parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and encode(self) == encode(other)

    def __hash__(self) -> int:
        return hash((self._call, self._parts))

    def __reduce__(self) -> tuple[Any, ...]:  # a copy asks for no other names of a subclass
        return type(self), (self._call, self._parts)

    def __repr__(self) -> str:
        return f"result({self._call}){path_text(self)}"


class NoPart(Exception):
    """A result does not have the part that is asked for; ``as_list`` is what is said of it."""

    def __init__(self, call: int, part: str, value: Any) -> None:
        self.call, self.part, self.kind = call, part, type_name(type(value), (MODULE,))
        super().__init__(f"result({call}) holds {self.kind}, which has no {part}")

    @property
    def as_list(self) -> list[Any]:
        """The number of the call, the part, and the name of the type that lacks it."""
        return [self.call, self.part, self.kind]


def call_of(reference: Reference) -> int:
    """The number of the call whose result is meant."""
    return reference._call


def path_text(reference: Reference) -> str:
    """The way to the part as Python writes it: ``[1].mean``."""
    return "".join(_part_text(kind, key) for kind, key in reference._parts)


def encode(reference: Reference) -> list[Any]:
    """For a message: the number of the call, then each part."""
    return [reference._call, *map(list, reference._parts)]


def decode(body: list[Any]) -> Reference:
    """What `encode` was given."""
    call, *parts = body
    return Reference(call, tuple((kind, key) for kind, key in parts))


def follow(reference: Reference, results: Sequence[Any]) -> Any:
    """The value that is meant.

    Args:
        reference: to one of the results.
        results: of the calls that were made, in their order.
    Raises: NoPart; whatever an object of the submission raises when it is looked at.
    """
    value = results[reference._call]
    for kind, key in reference._parts:
        try:
            value = getattr(value, key) if kind == ATTRIBUTE else _item(value, key)
        except (AttributeError, LookupError, TypeError):
            raise NoPart(reference._call, _part_text(kind, key), value) from None
    return value


def resolve(value: Any, results: Sequence[Any], followed: list[Any]) -> Any:
    """A value in which each reference is replaced by what it means; containers are made anew.

    Args:
        value: with references in lists, tuples and dicts.
        results: of the calls that were made.
        followed: gets each value that took the place of a reference.
    Raises: as `follow`.
    """
    if isinstance(value, Reference):
        followed.append(follow(value, results))
        return followed[-1]
    if type(value) in (list, tuple):
        return type(value)([resolve(item, results, followed) for item in value])
    if type(value) is dict:
        return {key: resolve(item, results, followed) for key, item in value.items()}
    return value


def _item(value: Any, key: Any) -> Any:
    if isinstance(value, _WITHOUT_ITEMS):
        raise TypeError
    return value[key]


def _part_text(kind: str, key: Any) -> str:
    return f".{key}" if kind == ATTRIBUTE else f"[{key!r}]"
