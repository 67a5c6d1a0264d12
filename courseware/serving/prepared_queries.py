"""Queries of which the SQL is compiled once, for those that a whole class repeats all the time.

Django compiles the SQL of a query anew for each call, which takes several times as long as a
look-up by a key takes the database. Here a query is compiled once for a connection, with
placeholders for its values; calling it again only fills them in. Rows are those of the query set.

    users_named = PreparedQuery(lambda name: User.objects.filter(username=name), name=str)
    users_named(name="ben")  # a list

Values must be whole numbers or strings that the query compares for equality, never ``None``. A
value that no row can have, such as a number beyond 64 bits, finds nothing. A query that differs in
anything else needs a `PreparedQuery` of its own. docs/decisions/serving.md says what this saves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

# Values that no query of ours holds otherwise, by which a parameter is recognized in the SQL.
_PLACEHOLDERS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 7_171_717_171_000_000 + number,
    str: lambda number: f"\x02value {number}\x03",
}


class PreparedQuery:
    """``build`` makes the query set from its values; ``types`` are their types, int or str."""

    def __init__(self, build: Callable[..., QuerySet[Any]], **types: type) -> None:
        self.build = build
        self.placeholders = {
            name: _PLACEHOLDERS[value_type](number)
            for number, (name, value_type) in enumerate(types.items())
        }

    def __call__(self, **values: Any) -> list[Any]:
        for name, placeholder in self.placeholders.items():
            if type(values[name]) is not type(placeholder):
                needed = type(placeholder).__name__
                raise TypeError(f"{name} is {values[name]!r}; a {needed} is needed")
        if not all(map(_is_storable, values.values())):
            return []
        # Kept with the connection, because both belong to one thread.
        compiled = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_queries", {})
        if self not in compiled:
            compiled[self] = _CompiledQuery(self.build(**self.placeholders), self.placeholders)
        return compiled[self].run(values)


def _is_storable(value: int | str) -> bool:
    """Whether a row can have the value; for others, databases raise an error."""
    return "\x00" not in value if isinstance(value, str) else -(2**63) <= value < 2**63


class _CompiledQuery:
    """The query with its SQL for one connection."""

    def __init__(self, rows: QuerySet[Any], placeholders: Mapping[str, Any]) -> None:
        self.rows = rows
        self.compiler: Any = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, params = self.compiler.as_sql()
        names = {placeholder: name for name, placeholder in placeholders.items()}
        self.params = [(names.get(param), param) for param in params]
        if missing := set(names.values()) - {name for name, _ in self.params}:
            raise ValueError(f"the query changes or leaves out its {', '.join(sorted(missing))}")
        converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        # A query set asks its query for a compiler, and that for SQL and converters. Django has no
        # other way to hand over what is compiled already.
        self.compiler.get_converters = lambda _: converters
        rows.query.get_compiler = lambda *_, **__: self.compiler

    def run(self, values: Mapping[str, Any]) -> list[Any]:
        if self.rows.query.select_for_update and self.compiler.connection.get_autocommit():
            raise TransactionManagementError("rows are locked within a transaction only")
        params = tuple(values[name] if name else param for name, param in self.params)
        self.compiler.as_sql = lambda *_, **__: (self.sql, params)
        return list(self.rows._iterable_class(self.rows))
