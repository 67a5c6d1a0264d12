"""Queries that a whole class asks again and again, with their SQL put together once.

Django makes the SQL of a query anew each time it is asked, which takes several times as long as
the database takes to answer by a key. Here a query is made once for a connection, with marks where
its values belong; asking it again only puts the values there. Rows come back as from the query.

    ask = PreparedQuery(lambda name: User.objects.filter(username=name), name=str)
    ask(name="ben")  # a list

Values are those that the database gets as they are: whole numbers and texts to be equal to, none of
them ``None``. One that no row can have, such as a number beyond 64 bits, finds nothing. What else
differs needs a query of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 7_171_717_171_000_000 + number,
    str: lambda number: f"\x02value {number}\x03",
}


class PreparedQuery:
    """A query by a function of its values; ``kinds`` gives the type of each, int or str."""

    def __init__(self, build: Callable[..., QuerySet[Any]], **kinds: type) -> None:
        self.build = build
        self.marks = {
            name: _MARKS[kind](number) for number, (name, kind) in enumerate(kinds.items())
        }

    def __call__(self, **values: Any) -> list[Any]:
        for name, mark in self.marks.items():
            if type(values[name]) is not type(mark):
                raise TypeError(f"{name} is {values[name]!r}; a {type(mark).__name__} is needed")
        if not all(map(_can_be, values.values())):
            return []
        # A connection belongs to one thread, and so does what is made for it and kept with it.
        kept = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_queries", {})
        if self not in kept:
            kept[self] = _CompiledQuery(self.build(**self.marks), self.marks)
        return kept[self].ask(values)


def _can_be(value: int | str) -> bool:
    """Whether some row can have it; databases answer other values with an error."""
    return "\x00" not in value if isinstance(value, str) else -(2**63) <= value < 2**63


class _CompiledQuery:
    """The query with its SQL for one connection."""

    def __init__(self, rows: QuerySet[Any], marks: Mapping[str, Any]) -> None:
        self.rows = rows
        self.compiler: Any = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, params = self.compiler.as_sql()
        names = {mark: name for name, mark in marks.items()}
        self.params = [(names.get(param), param) for param in params]
        if lost := set(names.values()) - {name for name, _ in self.params}:
            raise ValueError(f"the query changes or leaves out its {', '.join(sorted(lost))}")
        converters = self.compiler.get_converters([each[0] for each in self.compiler.select])
        # Whoever makes rows asks the query for a compiler, and that one for its SQL and its
        # converters; Django offers no other place to hand over what is made already.
        self.compiler.get_converters = lambda _: converters
        rows.query.get_compiler = lambda *_, **__: self.compiler  # type: ignore[method-assign]

    def ask(self, values: Mapping[str, Any]) -> list[Any]:
        if self.rows.query.select_for_update and self.compiler.connection.get_autocommit():
            raise TransactionManagementError("rows are locked within a transaction only")
        params = tuple(values[name] if name else param for name, param in self.params)
        self.compiler.as_sql = lambda *_, **__: (self.sql, params)
        return list(self.rows._iterable_class(self.rows))  # type: ignore[attr-defined]
