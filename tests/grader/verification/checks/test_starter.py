"""The starter, handed in unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grader import result_lab
from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found, found_in_changed

RAISES = "raise RuntimeError('{} is still to be written')"
STARTER = f"""\
def double(x):
    {RAISES.format("double")}


def root(x):
    {RAISES.format("root")}
"""
REMEDY = 'End each function with raise NotImplementedError("double is still to be written").'


def test_starter_that_does_not_load_is_a_fault(tmp_path: Path) -> None:
    (only,) = found_in_changed("starter", tmp_path, starter_py="1 / 0\n\n\n" + STARTER)
    assert only.startswith("starter.py:1: does not load: ")
    assert only.endswith("Make it run as it is.")


def test_starter_that_passes_a_case_is_a_fault(tmp_path: Path) -> None:
    lucky = STARTER.replace("RuntimeError", "ValueError")  # what one case expects
    found = found_in_changed("starter", tmp_path, starter_py=lucky)
    assert found[0] == (
        'starter.py:1: passes the case "negative" unchanged. Raise an exception that no case '
        "expects, such as RuntimeError."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [(RAISES.format("double"), "return 7.0"), ("still to be written", "not there")],
)
def test_function_that_does_not_say_it_is_a_fault(tmp_path: Path, old: str, new: str) -> None:
    found = found_in_changed("starter", tmp_path, starter_py=STARTER.replace(old, new))
    assert f"starter.py:1: double does not say that it is still to be written. {REMEDY}" in found


def test_function_that_returns_is_a_fault(tmp_path: Path) -> None:
    nothing = FILES["starter.py"].replace("raise NotImplementedError", "return None")
    found = found_in_changed("starter", tmp_path, starter_py=nothing)
    assert f'starter.py:1: ends "small" with: Wrong type. {REMEDY}' in found


def test_training_that_raises_is_not_tried_again(tmp_path: Path) -> None:
    raises = "raise NotImplementedError('still to be written')"
    written = result_lab.FILES["starter.py"].replace("raise NotImplementedError", raises)
    folder = result_lab.write_result_lab(tmp_path, starter_py=written)
    assert found("starter", folder) == []


RUNS = result_lab.FILES["lab.yaml"] + "starter: runs\n"
SAME_FOR_ALL = """\
import numpy as np


def train(X, y, seed):
    return np.zeros(2), 1.0


def predict(model, X):
    return (X @ model[0] + model[1] > 0).astype(int)
"""


def found_in_starter(tmp_path: Path, starter: str) -> list[str]:
    folder = result_lab.write_result_lab(tmp_path, lab_yaml=RUNS, starter_py=starter)
    return found("starter", folder)


def test_starter_that_trains_may_earn_little(tmp_path: Path) -> None:
    assert found_in_starter(tmp_path, SAME_FOR_ALL) == []


def test_starter_that_trains_may_have_functions_of_its_own(tmp_path: Path) -> None:
    helper = "def helper():\n    return 0\n\n\n"
    documented = SAME_FOR_ALL.replace("):\n", '):\n    """What."""\n')
    for text, faults in ((RUNS, 0), (result_lab.FILES["lab.yaml"], 1)):
        folder = result_lab.write_result_lab(
            tmp_path / str(faults), lab_yaml=text, starter_py=helper + documented
        )
        assert len(found("signatures", folder)) == faults


def test_starter_that_trains_may_leave_another_function(tmp_path: Path) -> None:
    left = "\n\ndef slope(x):\n    raise NotImplementedError\n"
    folder = result_lab.write_result_lab(
        tmp_path,
        lab_yaml=RUNS.replace(
            "weights:", "  - signature: slope(x)\n    does: Ones.\nweights:"
        ).replace("result: 80", "correctness: 10, result: 70"),
        starter_py=SAME_FOR_ALL + left,
        reference_py=result_lab.FILES["reference.py"] + "\n\ndef slope(x):\n    return 1.0\n",
        cases_py="from grader.lab import Case, call\n\n\ndef visible():\n"
        '    yield Case("one", call("slope", 2.0), "It is 1.")\n\n\n'
        "def hidden(rng):\n    yield from ()\n",
    )
    assert found("starter", folder) == []


def test_starter_that_trains_well_is_a_fault(tmp_path: Path) -> None:
    assert found_in_starter(tmp_path, result_lab.GOOD) == [
        "starter.py:1: earns 100% of the points for results unchanged. Leave more to be written: a "
        "starter earns less than 20%."
    ]


def test_starter_that_was_to_train_and_raises_is_a_fault(tmp_path: Path) -> None:
    assert found_in_starter(tmp_path, result_lab.FILES["starter.py"]) == [
        'starter.py:1: ends "Training on public data" with: Raised. Make it run as it '
        "is, or remove starter: runs from lab.yaml."
    ]
