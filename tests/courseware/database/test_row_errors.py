"""A row that cannot be read or processed stops no other."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import InterfaceError

from courseware.database.row_errors import DATA_ERRORS, process_rows, read_or_default


@dataclass
class Row:
    pk: int


def test_a_row_that_fails_is_logged_counted_and_passed_over(caplog):
    done: list[int] = []

    def process(row: Row) -> None:
        if row.pk == 2:
            raise KeyError("delivery")
        done.append(row.pk)

    result = process_rows([Row(1), Row(2), Row(3)], process, what="handed in")
    assert (done, result.done, result.failed) == ([1, 3], 2, [2])
    assert "Row 2 cannot be handed in." in caplog.text
    assert "KeyError: 'delivery'" in caplog.text


def test_a_database_that_does_not_work_ends_the_loop():
    done: list[int] = []

    def process(row: Row) -> None:
        done.append(row.pk)
        raise InterfaceError("connection already closed")

    with pytest.raises(InterfaceError):
        process_rows([Row(1), Row(2)], process, what="handed in")
    assert done == [1]


def test_rows_without_a_key_are_counted_too(caplog):
    result = process_rows(["a"], int, what="read")
    assert (result.done, result.failed) == (0, [None])
    assert "str a cannot be read." in caplog.text


@pytest.mark.parametrize("error", DATA_ERRORS, ids=lambda error: error.__name__)
def test_data_of_another_structure_give_the_default(error, caplog):
    def read() -> str:
        raise error

    assert read_or_default(read, "unknown", row=Row(7), what="shown") == "unknown"
    assert "Row 7 cannot be shown." in caplog.text


def test_what_can_be_read_is_given_and_nothing_logged(caplog):
    assert read_or_default(lambda: 3, None, row=Row(7), what="shown") == 3
    assert caplog.text == ""


@pytest.mark.parametrize("error", [InterfaceError, OSError, RuntimeError])
def test_other_errors_are_no_fault_of_the_data(error):
    def read() -> str:
        raise error

    with pytest.raises(error):
        read_or_default(read, "unknown", row=Row(7), what="shown")
