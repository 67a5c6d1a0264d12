"""Notebooks as JSON."""

from __future__ import annotations

import nbformat

from grader.exchange.notebooks import code_cell, notebook_text, raw_cell, text_cell


def test_jupyter_reads_what_is_written():
    text = notebook_text([text_cell("# A"), raw_cell("raw"), code_cell("1 + 1\n", folded=True)])
    found = nbformat.reads(text, as_version=4)
    nbformat.validate(found)
    assert [cell.source for cell in found.cells] == ["# A", "raw", "1 + 1"]
    assert found.cells[2].metadata.jupyter.source_hidden
