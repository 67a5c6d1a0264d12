from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import grader
from grader.calibration import this_host
from grader.grading.replay import ReplayError, read_report, replay, source_of, with_source
from grader.lab import Lab
from tests.grader.small_lab import FILES, GOOD

WRONG = FILES["mistakes/squares.py"].encode()


@pytest.fixture
def untimed(doubling: Lab) -> Lab:
    return replace(doubling, weights={"correctness": 100.0, "performance": 0.0})


def kept(lab: Lab, source: bytes, folder: Path) -> Path:
    path = folder / "report.json"
    path.write_text(json.dumps(with_source(grader.grade(lab, source), source)), encoding="utf-8")
    return path


@pytest.mark.parametrize("source", [GOOD.encode(), WRONG])
def test_same_code_and_seed_give_the_same_verdict(
    untimed: Lab, source: bytes, tmp_path: Path
) -> None:
    report = read_report(kept(untimed, source, tmp_path))
    assert replay(report, untimed, source_of(report, None)) == []


def test_another_verdict_is_reported(untimed: Lab, tmp_path: Path) -> None:
    report = read_report(kept(untimed, WRONG, tmp_path))
    report["correctness"]["cases"][0] |= {"verdict": "passed", "got": "[2., 4., 8.]"}
    assert replay(report, untimed, WRONG) == [
        "small: passed [2., 4., 8.] then, wrong_values [ 1.,  4., 16.] now"
    ]


def test_other_code_is_refused(untimed: Lab, tmp_path: Path) -> None:
    report = read_report(kept(untimed, WRONG, tmp_path))
    with pytest.raises(ReplayError, match="hash differs"):
        source_of(report, GOOD.encode())


def test_report_without_its_code_asks_for_the_file(untimed: Lab, tmp_path: Path) -> None:
    report = read_report(kept(untimed, WRONG, tmp_path))
    del report["source"]
    with pytest.raises(ReplayError, match="--file"):
        source_of(report, None)
    assert source_of(report, WRONG) == WRONG


def test_changed_lab_is_refused(untimed: Lab, tmp_path: Path) -> None:
    report = read_report(kept(untimed, WRONG, tmp_path))
    with pytest.raises(ReplayError, match="has changed since"):
        replay(report, replace(untimed, revision="other"), WRONG)


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json"])
def test_what_is_no_report_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReplayError, match="check --json"):
        read_report(path)


def test_receipt_says_where_and_by_what_it_was_graded(untimed: Lab) -> None:
    receipt = grader.grade(untimed, GOOD).as_dict()["receipt"]
    assert set(receipt) == {"code", "revision", "seed", "grader", "numpy", "python", "host"}
    assert receipt["host"] == this_host().machine
