"""``task.py``: what is read, and every mistake an author can make in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.formats.result import FORMAT, Task
from grader.lab import Lab, load_lab, read_lab
from grader.lab.formats import format_of
from tests.grader.result_lab import FILES, write_result_lab

YAML, TASK, REFERENCE = FILES["lab.yaml"], FILES["task.py"], FILES["reference.py"]


def faults_of(folder: Path) -> list[str]:
    faults = Faults()
    assert read_lab(folder, faults) is None
    return [str(fault).removeprefix(f"{folder}/") for fault in faults]


def test_lab_is_read_with_its_task(clouds: Lab) -> None:
    assert clouds.format == "result"
    assert format_of(clouds) is FORMAT
    assert isinstance(clouds.content, Task)
    assert clouds.content.seeds == 3
    assert clouds.weights == {"result": 80.0, "performance": 20.0, "correctness": 0.0}
    assert (clouds.limits.cpu_seconds, clouds.limits.result_bytes) == (2, 1 << 20)
    assert clouds.visible == ()
    assert clouds.workload.sizes == ()


def test_lab_that_trains_may_have_cases_too(tmp_path: Path) -> None:
    cases = """\
import numpy as np

from grader.lab import Case, call


def visible():
    yield Case("zeros", call("predict", (np.zeros(2), -1.0), np.ones((3, 2))), "All below.")


def hidden(rng):
    yield Case("drawn", call("predict", (rng.random(2), 0.5), rng.random((4, 2))), "All above.")
"""
    weights = "weights: {correctness: 20, result: 60, performance: 20}"
    yaml = YAML.replace("weights: {result: 80, performance: 20}", weights)
    lab = load_lab(write_result_lab(tmp_path, cases_py=cases, lab_yaml=yaml))
    assert [case.name for case in lab.visible] == ["zeros"]
    assert lab.weights["correctness"] == 20


def test_untimed_lab_needs_no_thresholds_for_speed(tmp_path: Path) -> None:
    yaml = YAML.replace("performance: {full_at: 3, zero_at: 1000}\n", "")
    yaml = yaml.replace("{result: 80, performance: 20}", "{result: 100, performance: 0}")
    assert load_lab(write_result_lab(tmp_path, lab_yaml=yaml)).weights["result"] == 100


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{result: 80, performance: 20}", "{result: 80}", 'lab.yaml:10: "performance" is missing'),
        (
            "{result: 80, performance: 20}",
            "{result: 80, performance: 10}",
            "lab.yaml:10: weights are 80 and 10 and 0; expected three that add up to 100",
        ),
        ("cpu_seconds: 2", "cpu_seconds: 0", "lab.yaml:12: expected cpu_seconds in (0, 600]"),
        ("model_mib: 1", "model_mib: 1000", "lab.yaml:12: expected cpu_seconds in (0, 600]"),
        ("model_mib: 1", "model_mib: 1, steps: 0", "lab.yaml:12: steps is 0; expected how many"),
        ("model_mib: 1", "model_mib: 1, steps: 1.5", "lab.yaml:12: steps is 1.5; expected how"),
        ("cpu_seconds: 2, ", "", 'lab.yaml:12: "cpu_seconds" is missing'),
        ("limits: {cpu_seconds: 2, memory_mib: 256, model_mib: 1}", "", '"limits" is missing'),
        ("performance: {full_at: 3, zero_at: 1000}", "", '"performance" is missing'),
    ],
)
def test_faults_of_metadata(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found = faults_of(write_result_lab(tmp_path, lab_yaml=YAML.replace(old, new)))
    assert [text for text in found if fault in text], found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("TASK = Task(", "THE_TASK = Task(", "task.py:1: TASK is not defined"),
        ("seeds=3", "seeds=0", "task.py:30: seeds is 0; expected 1 to 20"),
        ('"other_way_round":', '"other_way":', "mistakes names other_way; there is no mistakes/"),
        ("full_at=0.9", "full_at=0.7", "full_at and zero_at are both 0.7; they must differ"),
        ("full_at=0.9", "full_at=float('nan')", "must be finite numbers"),
        ("baseline=0.5", "baseline=0.75", "the baseline, 0.75, would earn points"),
        ("reference=0.97", "reference=0.8", "the reference, 0.8, would not earn all points"),
        ("full_at=0.9", "full_at=0.9, weight=0", "weight is 0; expected more than 0"),
        ("full_at=0.9", "full_at=0.9, over_seeds='best'", 'over_seeds is "best"'),
        ('call("train", X', 'call("fit", X', "train calls fit, which lab.yaml does not name"),
        ('call("predict", m', 'call("label", m', "predict calls label, which neither lab.yaml nor"),
        ("lambda X, y, seed: call(", "lambda X, y, seed: print(", 'train must return call("...")'),
        ("predict=lambda model, X: call(", "predict=lambda model, X: (", "predict must return"),
        ("held_out=clouds(200)", "held_out=clouds(0)", "held_out gives no examples"),
        ("return rng.normal(", "return np.random.normal(", "the same seed gives other data"),
        ("y = np.arange(n) % 2", "y = np.arange(n) + [z]", "task.py:14: data or calls cannot"),
        ("import numpy as np", "import numpy as pn", "cannot be made: NameError"),
        ("import numpy as np", "import nonesuch", "task.py:1: cannot be executed"),
    ],
)
def test_faults_of_the_task(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in TASK
    found = faults_of(write_result_lab(tmp_path, task_py=TASK.replace(old, new)))
    assert [text for text in found if fault in text], found


def test_measures_need_names_of_their_own(tmp_path: Path) -> None:
    doubled = TASK.replace("measures=[", "measures=2 * [")
    assert faults_of(write_result_lab(tmp_path, task_py=doubled)) == [
        "task.py:30: two measures have the same name"
    ]
    none = TASK.replace("measures=[", "measures=0 * [")
    (fault,) = faults_of(write_result_lab(tmp_path / "none", task_py=none))
    assert fault == "task.py:30: measures must be at least one Measure(...)"


def test_missing_task_is_a_missing_file(tmp_path: Path) -> None:
    assert faults_of(write_result_lab(tmp_path, task_py=None)) == ["task.py:1: the file is missing"]


def test_workload_is_no_file_of_such_a_lab(tmp_path: Path) -> None:
    found = faults_of(write_result_lab(tmp_path, workload_py="SIZES = (1,)\n"))
    assert found == ["workload.py:1: is not a file that a lab has."]
