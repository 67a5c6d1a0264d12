"""Lines of JSON for programs that collect logs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter


class LineFormatter(JsonFormatter):
    """One object a line: time, level, logger, message, and the fields of `courseware.logs`."""

    def __init__(self) -> None:
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger"},
        )

    def add_fields(self, log_data: dict[str, Any], record: Any, message_dict: Any) -> None:
        """Django puts the request on its records: its id is enough, and it holds secrets."""
        super().add_fields(log_data, record, message_dict)
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat()
        for name in [name for name, value in log_data.items() if isinstance(value, HttpRequest)]:
            del log_data[name]
