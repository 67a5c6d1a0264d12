"""Tables of a person's copy of their data."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from courseware.items.exports import csv_file


def test_a_table_is_csv_with_dates_that_can_be_read_again():
    rows = [["a, b", datetime(2026, 11, 27, 9, 30, tzinfo=UTC)], ['"quoted"\nline', None]]
    file = csv_file("x.csv", ["text", "at"], rows)
    assert file.path == "x.csv"
    read = list(csv.reader(io.StringIO(file.content, newline="")))
    assert read == [
        ["text", "at"],
        ["a, b", "2026-11-27T09:30:00+00:00"],
        ['"quoted"\nline', ""],
    ]
