"""The notebook for students."""

from __future__ import annotations

import json

import nbformat
import pytest

from grader.exchange.students import students_notebook
from grader.lab import load_lab
from tests.grader.small_lab import FILES, write_lab


@pytest.fixture
def cells(tmp_path):
    notebook = students_notebook(load_lab(write_lab(tmp_path)))
    nbformat.validate(nbformat.reads(notebook, as_version=4))
    return json.loads(notebook)["cells"]


def run(cells, code: str) -> list[str]:
    """The cells that fail when the code stands in place of the starter."""
    names, failed = {}, []
    for cell in cells:
        source = code if cell["source"] == FILES["starter.py"].strip() else cell["source"]
        if cell["cell_type"] != "code" or source.startswith("%"):
            continue
        try:
            exec(source, names)
        except (AssertionError, NotImplementedError):
            failed.append(source.splitlines()[0])
    return failed


def test_the_reference_passes_every_cell_and_the_starter_none(cells):
    assert run(cells, FILES["reference.py"]) == []
    assert run(cells, FILES["starter.py"]) == ["# small", "# root of four"]


def test_it_has_statement_and_submission_and_no_hidden_case(cells):
    sources = [cell["source"] for cell in cells]
    assert any("Double an array" in source for source in sources)
    assert sources[-1].startswith("%submit ") and "%load_ext courseware_client" in sources
    assert not any("drawn" in source for source in sources)
