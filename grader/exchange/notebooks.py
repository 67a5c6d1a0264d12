"""Notebooks as JSON (nbformat 4.5)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Cell = dict[str, Any]


def text_cell(source: str) -> Cell:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": source.strip("\n")}


def raw_cell(source: str) -> Cell:
    """A cell that is neither run nor rendered."""
    return {"cell_type": "raw", "metadata": {}, "source": source.strip("\n")}


def code_cell(source: str, *, folded: bool = False) -> Cell:
    """``folded``: Jupyter shows the cell's beginning only."""
    return {
        "cell_type": "code",
        "metadata": {"jupyter": {"source_hidden": True}} if folded else {},
        "source": source.strip("\n"),
        "outputs": [],
        "execution_count": None,
    }


def notebook_text(cells: Sequence[Cell]) -> str:
    """The file. Cells are named by their places, so that the same lab gives the same file."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [{"id": f"cell-{n}", **cell} for n, cell in enumerate(cells, start=1)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
