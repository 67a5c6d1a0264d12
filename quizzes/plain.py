"""Frozen dataclasses to and from plain JSON values, by their type hints.

Stored questions are read back into the same classes that loading made, so that a page, a review
and a regrade work on equal values.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any


def encode(value: Any) -> Any:
    """Dataclasses, tuples and mappings as dicts and lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [encode(entry) for entry in value]
    if isinstance(value, dict):
        return {key: encode(entry) for key, entry in value.items()}
    return value


def decode(kind: Any, value: Any) -> Any:
    """The value that `encode` made ``value`` from; ``kind`` is its type hint."""
    if value is None or kind is Any:
        return value
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return decode(next(arg for arg in args if arg is not type(None)), value)
    if origin is tuple:
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else args
        return tuple(decode(*pair) for pair in zip(kinds, value, strict=True))
    if origin is dict:
        return {key: decode(args[1], entry) for key, entry in value.items()}
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: decode(hints[name], entry) for name, entry in value.items()})
    return float(value) if kind is float else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
