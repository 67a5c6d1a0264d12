"""Frozen dataclasses to and from plain JSON values, by their type hints.

Stored questions are read back into the same classes that loading made, so that a page, a review
and a regrade work on equal values.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any


def encode(value: Any) -> Any:
    """Dataclasses, tuples and mappings as dicts and lists."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [encode(entry) for entry in value]
    if isinstance(value, dict):
        return {key: encode(entry) for key, entry in value.items()}
    return value


def decode(kind: Any, value: Any) -> Any:
    """The value that `encode` made ``value`` from; ``kind`` is its type hint."""
    return _decoder(kind)(value)


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """What decodes values of a kind, worked out once: every page of a quiz reads its questions."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _decoder(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return _sequence_decoder(args[0]) if args[-1] is Ellipsis else _tuple_decoder(args)
    if origin is dict:
        entry = _decoder(args[1])
        return _optional(lambda value: {key: entry(element) for key, element in value.items()})
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(kind)
    return _optional(float) if kind is float else _identity


def _identity(value: Any) -> Any:
    return value


def _optional(decoded: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else decoded(value)


def _sequence_decoder(kind: Any) -> Callable[[Any], Any]:
    entry = _decoder(kind)
    if entry is _identity:
        return _optional(tuple)
    return _optional(lambda value: tuple([entry(element) for element in value]))


def _tuple_decoder(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    entries = [_decoder(kind) for kind in kinds]
    return _optional(
        lambda value: tuple(entry(element) for entry, element in zip(entries, value, strict=True))
    )


def _dataclass_decoder(kind: Any) -> Callable[[Any], Any]:
    entries = {name: _decoder(hint) for name, hint in typing.get_type_hints(kind).items()}
    return _optional(
        lambda value: kind(**{name: entries[name](element) for name, element in value.items()})
    )
