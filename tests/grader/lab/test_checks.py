from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from grader.lab.cases import call
from grader.lab.checks import CheckFailed, CheckTookTooLong, check_fault, inputs_of, run_check
from grader.lab.cpu_limit import cpu_limit
from grader.lab.scenarios import result, steps
from grader.messages import message


def scale(x: Any, rate: float = 0.5, *, kind: str = "l1") -> Any:
    return rate * x


REFERENCE = {"scale": scale}
CALL = call("scale", np.ones(2))


def test_inputs_have_the_names_of_the_signature_and_its_defaults() -> None:
    given = inputs_of(call("scale", 3.0, kind="l2"), REFERENCE)
    assert given == {"x": 3.0, "rate": 0.5, "kind": "l2"}
    both = inputs_of(steps(call("scale", 1.0), call("scale", result(0), 2.0)), REFERENCE)
    assert [one["rate"] for one in both] == [0.5, 2.0]
    assert both[1]["x"] == result(0)


def test_check_gets_answer_and_inputs() -> None:
    def check(answer: Any, inputs: Any) -> str | None:
        return None if answer == inputs["rate"] else message("not {rate}", rate=inputs["rate"])

    assert run_check(check, 0.5, CALL, REFERENCE) == ""
    assert run_check(check, 0.4, CALL, REFERENCE) == "not 0.5"


def test_check_computes_without_warnings() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run_check(
            lambda a, _: "broken" if np.isnan(a / a) else None, 0 * np.ones(()), CALL, REFERENCE
        )


@pytest.mark.parametrize("wrong", [True, False, "", "  ", 0.0, np.ones(2)])
def test_check_returns_nothing_or_a_sentence(wrong: Any) -> None:
    with pytest.raises(CheckFailed, match="expected None or the sentence for the student"):
        run_check(lambda answer, inputs: wrong, 0.5, CALL, REFERENCE)


def test_check_that_raises_has_failed() -> None:
    with pytest.raises(CheckFailed, match="ZeroDivisionError"):
        run_check(lambda answer, inputs: str(1 // 0), 0.5, CALL, REFERENCE)


def test_check_has_to_accept_the_references_answer() -> None:
    assert check_fault(lambda a, i: None, 1.0, CALL, REFERENCE) == ""
    refused = check_fault(lambda a, i: "Too small.", 1.0, CALL, REFERENCE)
    assert refused == "the check refuses the reference's answer: Too small."
    failed = check_fault(lambda a, i: a["x"], 1.0, CALL, REFERENCE)
    assert failed.startswith("the check fails on the reference's answer: TypeError")


def test_check_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(answer: Any, inputs: Any) -> str | None:
        while answer:
            pass
        return None

    monkeypatch.setattr("grader.lab.checks.cpu_limit", lambda: cpu_limit(0.05))
    assert run_check(check, 0.0, CALL, REFERENCE) == ""
    with pytest.raises(CheckTookTooLong, match=r"more than 0\.05 s"):
        run_check(check, 1.0, CALL, REFERENCE)
    assert check_fault(check, 1.0, CALL, REFERENCE) == (
        "the check fails on the reference's answer: it took more than 0.05 s of CPU time"
    )
