"""``python -m grader calibrate``."""

from __future__ import annotations

import json

import pytest

from grader.calibration import set_digest, this_host
from grader.cli import main as cli


@pytest.mark.alone
def test_class_and_ratios_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["calibrate", "--only", "small_arrays"]) == 0
    shown = capsys.readouterr().out
    assert this_host().words in shown and "small_arrays" in shown and "Took" in shown


@pytest.mark.alone
@pytest.mark.slow
def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["calibrate", "--only", "small_arrays", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["class"], found["set"]) == (this_host().key, set_digest())
    assert found["ratios"]["small_arrays"]["low"] <= found["ratios"]["small_arrays"]["high"]


def test_an_unknown_pair_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["calibrate", "--only", "nothing"])
    assert ended.value.code == 2
    assert "elementwise_in_cache" in capsys.readouterr().err
