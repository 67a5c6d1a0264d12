"""The Otter assignment. That `otter assign` and `otter run` take it was tried with Otter 7.0.0."""

from __future__ import annotations

import json
import re
import sys

import pytest
import yaml

from grader.exchange.otter import HELPER, otter_assignment
from grader.lab import load_lab
from tests.grader.small_lab import FILES, write_lab


@pytest.fixture
def assignment(tmp_path):
    cases = FILES["cases.py"].replace("Twice every entry.", 'Say \\"twice\\" \\\\\\\\ of it.')
    return otter_assignment(load_lab(write_lab(tmp_path, **{"cases.py": cases})))


@pytest.fixture
def cells(assignment):
    (name,) = [name for name in assignment.files if name.endswith(".ipynb")]
    return json.loads(assignment.files[name])["cells"]


def each_test(cells):
    return [cell["source"] for cell in cells if "BEGIN TEST CONFIG" in cell["source"]]


def config_of(test: str):
    return yaml.safe_load(re.search(r"CONFIG\n(.*?)\"\"\"", test, re.DOTALL)[1])


def failing(cells, code: str, tmp_path, monkeypatch) -> list[str]:
    """Each test as Otter calls it: the function alone, with the names of the notebook."""
    monkeypatch.syspath_prepend(tmp_path)
    sys.modules.pop("lab_checks", None)
    env: dict = {}
    exec(code, env)
    failed = []
    for test in each_test(cells):
        names: dict = {}
        exec(test, names)
        (function,) = [names[name] for name in names if name.startswith("test_")]
        try:
            function(env)
        except (AssertionError, NotImplementedError):
            failed.append(config_of(test)["failure_message"].partition(":")[0])
    sys.modules.pop("lab_checks", None)
    return failed


def test_right_passes_and_wrong_fails(assignment, cells, tmp_path, monkeypatch):
    (tmp_path / HELPER).write_text(assignment.files[HELPER])
    assert failing(cells, FILES["reference.py"], tmp_path, monkeypatch) == []
    wrong = FILES["reference.py"].replace("2.0 * x", "3.0 * x")
    assert failing(cells, wrong, tmp_path, monkeypatch) == ["small", "drawn"]
    assert len(failing(cells, "", tmp_path, monkeypatch)) == 4


def test_points_and_what_is_hidden(cells):
    configs = [config_of(test) for test in each_test(cells)]
    assert [config["hidden"] for config in configs] == [False, False, True, True]
    assert [config["points"] for config in configs] == [20, 40, 20, 20]
    assert not any(set('"\\') & set(config["failure_message"]) for config in configs)


def test_the_solution_stands_where_otter_takes_it_out(cells):
    (solution,) = [cell["source"] for cell in cells if "# END SOLUTION\n" in cell["source"]]
    assert solution.startswith("# BEGIN SOLUTION NO PROMPT\n") and "def double" in solution
    others = "".join(cell["source"] for cell in cells if cell["source"] != solution)
    assert others.count("def double") == 1 and "NotImplementedError" in others


def test_what_is_left_out_is_said(assignment):
    assert any("Speed" in each for each in assignment.left_out)
