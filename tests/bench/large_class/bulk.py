"""Rows by the hundred thousand, with the quickest way in that each database has."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import DateTimeField, DurationField, Field, JSONField, Max, Model
from django.utils.duration import duration_microseconds

CHUNK = 5_000


class Json(str):
    """What a column of JSON holds, written out once for many rows."""


def _written(value: Any) -> str | None:
    if value is None or isinstance(value, Json):
        return value
    return json.dumps(value)


def _conversion(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """What fields do themselves takes most of the time of a row."""
    if isinstance(field, JSONField):
        return _written
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, DateTimeField):
        return lambda at: at and at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return duration_microseconds if isinstance(field, DurationField) else None


class Table:
    """Adds rows to a model's table, with ids that are known before they are stored.

    ``columns`` are attribute names; the other columns get their defaults. Nothing runs per row:
    no ``save``, no signal, no ``auto_now``.
    """

    def __init__(self, model: type[Model], *columns: str) -> None:
        self.model = model
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [name for name in fields if name not in columns and name != "id"]
        names = [*columns, *rest]
        self._defaults = tuple(
            fields[name].get_db_prep_save(fields[name].get_default(), connection) for name in rest
        )
        self._convert = [
            (place, convert)
            for place, name in enumerate(columns, start=1)
            if (convert := _conversion(fields[name])) is not None
        ]
        quoted = ", ".join(
            map(connection.ops.quote_name, ["id", *(fields[n].column for n in names)])
        )
        table = connection.ops.quote_name(model._meta.db_table)
        if connection.vendor == "postgresql":
            self._sql = f"COPY {table} ({quoted}) FROM STDIN"
        else:
            marks = ", ".join(["%s"] * (1 + len(names)))
            self._sql = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"
        self._next = 1 + (model._default_manager.aggregate(most=Max("id"))["most"] or 0)
        self._rows: list[Sequence[Any]] = []

    def add(self, *values: Any) -> int:
        """The id of the new row; ``values`` are in the order of the columns."""
        row = [self._next, *values]
        for place, convert in self._convert:
            row[place] = convert(row[place])
        self._rows.append((*row, *self._defaults))
        self._next += 1
        if len(self._rows) >= CHUNK:
            self.flush()
        return self._next - 1

    def flush(self) -> None:
        rows, self._rows = self._rows, []
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql":
                cursor.executemany(self._sql, rows)
                return
            with cursor.copy(self._sql) as copy:
                for row in rows:
                    copy.write_row(row)


def finish(tables: Sequence[Table]) -> None:
    """Stores what is left, and lets the database count on from the ids that were used."""
    for table in tables:
        table.flush()
    models = [table.model for table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            for model in models:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
