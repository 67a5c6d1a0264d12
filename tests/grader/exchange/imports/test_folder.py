"""The files of an imported lab."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader.exchange.imports.cases import ImportedCase
from grader.exchange.imports.code import AskedFunction
from grader.exchange.imports.folder import cases_source, write_folder
from grader.lab import load_lab
from grader.scaffold import CannotMake

CASE = ImportedCase("Cell 1", "half", (np.array([1.0, 4.0]),), {}, 2.5, False)
CODE = "import numpy as np\n\n\ndef half(x):\n    return np.asarray(x) / 2\n"


def write(folder: Path, **changes) -> None:
    parts = {
        "title": 'Half: "a" # b',
        "number": "",
        "statement": "Write half.\n",
        "reference": CODE,
        "starter": "def half(x):\n    raise NotImplementedError\n",
        "asked": [AskedFunction("half", "half(x)", "Half: of x.", "")],
        "cases": [CASE, replace(CASE, args=(3.0,), hidden=True)],
    }
    write_folder(folder, **parts | changes)


def test_the_lab_can_be_loaded(tmp_path: Path):
    write(tmp_path / "halves", number="L9.7")
    lab = load_lab(tmp_path / "halves")
    assert (lab.number, lab.title, lab.weights["correctness"]) == ("L9.7", 'Half: "a" # b', 100)
    (visible,) = lab.visible
    assert visible.weight == 2.5 and visible.inputs.function == "half"
    np.testing.assert_equal(visible.inputs.args[0], CASE.args[0])
    (hidden,) = lab.make_hidden(np.random.default_rng(0))
    assert hidden.inputs.args == (3.0,)
    assert lab.solutions["vectorised"] == CODE
    assert [path.name for path in tmp_path.iterdir()] == ["halves"]


def test_a_lab_shows_at_least_one_case_and_may_hide_none():
    shown = cases_source([replace(CASE, hidden=True)])
    assert shown.index("yield Case") < shown.index("def hidden")
    assert shown.endswith("yield from ()\n")


def test_exceptions_are_named():
    source = cases_source([replace(CASE, raises="ValueError")])
    assert "import Case, call, raises" in source and "expects=raises(ValueError)" in source


def test_what_is_there_stays(tmp_path: Path):
    folder = tmp_path / "halves"
    folder.mkdir()
    with pytest.raises(CannotMake, match="is there already"):
        write(folder)
    with pytest.raises(CannotMake, match="is no slug"):
        write(tmp_path / "No Slug")
    assert [path.name for path in tmp_path.iterdir()] == ["halves"]
    assert not list(folder.iterdir())
