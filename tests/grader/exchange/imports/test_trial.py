"""Whether a solution answers the cases, tried in the sandbox."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader.exchange.imports import trial
from grader.exchange.imports.cases import ImportedCase
from grader.exchange.imports.trial import try_cases
from grader.sandbox import SandboxUnavailable

CODE = """\
import numpy as np

def f(x):
    if x < 0:
        raise ValueError("negative")
    return x / 2

def g(x):
    return np.array([x, np.nan])

def h(x):
    return object()
"""
CASE = ImportedCase("Cell 1", "f", (4,), {}, 1.0, False)


def test_cases_that_the_solution_answers_are_kept_without_a_word():
    cases = [
        replace(CASE, expected=2),
        replace(CASE, args=(-1,), raises="ValueError"),
        replace(CASE, args=(-1,), raises="Exception"),
        replace(CASE, function="g", expected=[4, float("nan")]),
        CASE,
    ]
    assert try_cases(CODE, cases) == (cases, [], "")


def test_what_it_does_not_answer_is_no_case_and_what_differs_is_said():
    cases = [
        replace(CASE, args=(-1,)),
        replace(CASE, raises="ValueError"),
        replace(CASE, function="h"),
        replace(CASE, function="none"),
        replace(CASE, expected=3),
        replace(CASE, expected="2"),
        replace(CASE, function="g", expected=np.zeros((2, 2))),
        replace(CASE, part=True),
    ]
    kept, sentences, untried = try_cases(CODE, cases)
    assert kept == cases[4:] and untried == ""
    assert "ValueError: negative" in sentences[0] and "does not raise" in sentences[1]
    assert all("another answer" in each for each in sentences[4:7])
    assert "a part of the answer" in sentences[7]


@pytest.mark.parametrize("code", ["def f(:", "import no_such_module\ndef f(x): return x", "1 / 0"])
def test_a_solution_that_cannot_be_loaded_leaves_the_cases(code: str):
    kept, sentences, untried = try_cases(code, [CASE])
    assert kept == [CASE] and not sentences and "cannot be loaded" in untried


def test_a_solution_that_ends_the_sandbox_is_said():
    _kept, sentences, untried = try_cases("import os\ndef f(x):\n    os._exit(0)\n", [CASE, CASE])
    assert len(sentences) == 1 and "not tried" in untried


def test_nothing_runs_outside_the_sandbox(tmp_path: Path):
    there = tmp_path / "written"
    write = f"try:\n    open({str(there)!r}, 'w')\nexcept OSError:\n    pass\n"
    code = f"{write}def f(x):\n    return x / 2\n"
    assert try_cases(code, [CASE])[0] == [CASE]
    assert not there.exists()


def test_without_a_sandbox_nothing_is_tried(monkeypatch: pytest.MonkeyPatch):
    def unavailable(limits: object) -> None:
        raise SandboxUnavailable("no user namespaces")

    monkeypatch.setattr(trial, "open_session", unavailable)
    kept, _sentences, untried = try_cases(CODE, [CASE])
    assert kept == [CASE] and "was not tried: no user namespaces" in untried
