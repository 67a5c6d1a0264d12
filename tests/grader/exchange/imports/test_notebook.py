"""Cells of a notebook to be imported."""

from __future__ import annotations

import json

import pytest

from grader.exchange.errors import CannotExchange
from grader.exchange.imports import notebook
from grader.exchange.imports.notebook import read_cells
from tests.grader.exchange.imports.notebooks import NBGRADER, OTTER, changed


def test_cells_are_read_in_order_with_what_nbgrader_notes():
    cells = read_cells(NBGRADER)
    assert [cell.number for cell in cells] == [1, 2, 3, 4, 5, 6]
    assert [cell.kind for cell in cells] == ["markdown", *["code"] * 4, "markdown"]
    assert cells[3].metadata["points"] == 4 and not cells[0].metadata
    assert cells[1].source.startswith("# %") and "LIMIT = 10" in cells[1].source


def test_the_value_that_a_cell_showed_is_its_output():
    outputs = [cell.output for cell in read_cells(OTTER)]
    assert [output for output in outputs if output] == ["2.0", "8", "1.5"]


def test_a_notebook_of_format_3_is_read():
    cell = {"cell_type": "code", "input": "x = 1", "outputs": [], "language": "python"}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}}
    data = json.dumps(old | {"worksheets": [{"cells": [cell | {"metadata": {}}]}]}).encode()
    (found,) = read_cells(data)
    assert found.source == "x = 1"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b"[" * 100_000,
        b'{"cells": 3}',
        b'{"cells": [3]}',
        b'{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4}',
        changed(NBGRADER, nbformat=99),
        changed(NBGRADER, nbformat="4"),
        changed(NBGRADER, cells=[{"cell_type": "code", "source": 3, "metadata": {}}]),
        changed(
            NBGRADER, cells=[{"cell_type": "raw", "source": "x", "metadata": {"nbgrader": [1]}}]
        ),
    ],
    ids=range(13),
)
def test_what_is_no_notebook_is_refused_with_a_sentence(data: bytes):
    with pytest.raises(CannotExchange, match="Open it in Jupyter and save it"):
        read_cells(data)


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(notebook, "MOST_CELLS", 5)
    with pytest.raises(CannotExchange, match="6 cells; at most 5"):
        read_cells(NBGRADER)
    monkeypatch.setattr(notebook, "MOST_BYTES", 100)
    with pytest.raises(CannotExchange, match="larger than"):
        read_cells(NBGRADER)
