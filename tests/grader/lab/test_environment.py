"""What students are told of the place where their code runs."""

from __future__ import annotations

import platform
from pathlib import Path

import numpy as np
import pytest

from grader.lab import Lab, load_lab
from grader.lab.environment import (
    Conditions,
    conditions_in,
    environment_dict,
    limit_facts,
    versions_sentence,
)
from grader.messages import Message
from grader.sandbox import Limits, open_session
from tests.grader.small_lab import FILES

CATALOGUE = Path("labs/catalogue")
ASKED = "import sys, numpy\ndef f():\n    return [sys.version.split()[0], numpy.__version__]"


def test_versions_are_those_inside_the_sandbox() -> None:
    with open_session(Limits()) as session:
        session.load(ASKED)
        python, numpy = session.call("f", (), {}).value
    assert versions_sentence().startswith(f"Code runs on Python {python} with NumPy {numpy} and")
    assert (python, numpy) == (platform.python_version(), np.__version__)


def test_limits_are_those_of_the_lab(doubling: Lab) -> None:
    rows = {str(fact.label): str(fact.value) for fact in limit_facts(Conditions.of(doubling))}
    assert rows == {
        "One call": "1 s",
        "Loading the file": "3 s",
        "CPU time, all calls together": "60 s",
        "Memory": "256 MiB",
        "What the code prints": "1 MiB",
        "One returned value": "256 MiB",
        "The file that you submit": "256 KiB of code; a notebook 7 MiB with its outputs",
    }


def test_limits_of_training_are_those_of_one_run() -> None:
    text = (CATALOGUE / "train_xor" / "lab.yaml").read_text()
    rows = {str(fact.label): str(fact.value) for fact in limit_facts(conditions_in(text))}
    assert list(rows.items())[:2] == [
        ("One training run", "2 s of CPU time"),
        ("Loading the file", "3 s"),
    ]
    assert (rows["Memory"], rows["The trained model"]) == ("512 MiB", "1 MiB")
    assert not {"One call", "CPU time, all calls together", "Steps of one training run"} & set(rows)
    text = text.replace("model_mib: 1", "model_mib: 1, steps: 2500")
    text = text.replace("{result: 100, performance: 0}", "{result: 80, correctness: 20}")
    rows = {str(fact.label): str(fact.value) for fact in limit_facts(conditions_in(text))}
    assert rows["Steps of one training run"] == "at most 2,500"
    assert rows["One call"] == "2 s"


def test_every_text_can_be_translated(doubling: Lab) -> None:
    texts = [text for fact in limit_facts(Conditions.of(doubling)) for text in fact]
    assert all(isinstance(text, Message) for text in [versions_sentence(), *texts])


def test_numbers_for_programs_are_the_same(doubling: Lab) -> None:
    found = environment_dict(doubling.limits)
    assert (found["python"], found["numpy"]) == (platform.python_version(), np.__version__)
    assert found["limits"]["call_seconds"] == doubling.limits.call_seconds
    assert found["limits"]["memory_mib"] * 2**20 == doubling.limits.memory_bytes
    assert found["limits"]["code_kib"] == 256


def test_limits_are_read_without_running_the_lab(doubling: Lab) -> None:
    assert conditions_in(FILES["lab.yaml"]) == Conditions.of(doubling)


@pytest.mark.parametrize("folder", sorted(CATALOGUE.iterdir()), ids=lambda path: path.name)
def test_limits_of_shipped_labs_are_read_alike(folder: Path) -> None:
    assert conditions_in((folder / "lab.yaml").read_text()) == Conditions.of(load_lab(folder))


@pytest.mark.parametrize("text", ["", "[", "3", "format: nowhere", "format: [3]", "limits: 3"])
def test_a_file_that_cannot_be_read_means_the_usual_limits(text: str) -> None:
    assert conditions_in(text) == Conditions()
