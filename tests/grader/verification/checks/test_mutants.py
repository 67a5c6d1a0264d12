"""Mutants that live, with the calls that show them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found_in_changed


def test_cases_that_see_little_let_mutants_live(tmp_path: Path) -> None:
    blind = (
        FILES["cases.py"]
        .replace("np.array([1.0, 2.0, 4.0])", "np.zeros(3)")
        .replace("rng.random(5) + 1", "0 * rng.random(5)")
    )
    found = found_in_changed("mutants", tmp_path, cases_py=blind)
    assert found[0].startswith("cases.py:1: kills ")
    assert found[0].endswith("Add cases until it is 95%; see below.")
    assert any(
        "no case notices a change in double" in text and ". Ask double(x=" in text for text in found
    )


SEEING = (
    FILES["cases.py"]
    + """
    yield Case("single", call("double", np.ones(2, np.float32)), "Keep float32.")
    yield Case("whole", call("double", np.arange(3)), "Twice whole numbers are floats.")
    yield Case("root of zero", call("root", 0.0), "The root of 0 is 0.")
"""
)


def test_cases_that_see_enough_have_no_fault(tmp_path: Path) -> None:
    found = found_in_changed("mutants", tmp_path, cases_py=SEEING)
    assert [text for text in found if ": note: " not in text] == []
    assert re.fullmatch(r"cases\.py:1: note: kills \d+ of \d+ mutants \((9[5-9]|100)%\)", found[0])
