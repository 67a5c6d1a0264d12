"""Code as a notebook: one cell, or the cells that it came from."""

from __future__ import annotations

import pytest

from labs.submissions.downloads import notebook


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("x = 1\n", ["x = 1"]),
        ("# %% Cell 1\nx = 1\n\n# %% Cell 3\n\ny = 2\n", ["x = 1", "y = 2"]),
        ("before = 0\n# %% Cell 1\nx = 1\n", ["before = 0", "x = 1"]),
        ("", []),
    ],
    ids=["a file", "a notebook", "typed before it", "nothing"],
)
def test_cells_come_back(code: str, cells: list[str]) -> None:
    made = notebook("Twice", code)

    assert [cell["source"] for cell in made["cells"]] == ["# Twice", *cells]
    assert (made["nbformat"], made["metadata"]["kernelspec"]["name"]) == (4, "python3")
