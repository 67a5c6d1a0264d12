"""Faults of declarations: each with the line of its own, found before a student is graded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.files.faults import Faults, FaultyFiles
from grader.lab import load_lab
from grader.lab.arguments import drawn, floats, labels, logits, rate, takes
from grader.lab.declaration_checks import check_declarations
from grader.lab.model import Function
from grader.lab.scenarios import result
from tests.grader.small_lab import FILES, write_lab

PATH = Path("lab/cases.py")
FUNCTIONS = [
    Function("scale", "scale(x, t)", "", ("x", "t")),
    Function("add", "add(x)", "", ("x",)),
    Function("step", "step(x, **hyper)", "", ("x",), takes_others=True),
]


def scale(x: np.ndarray, t: float) -> np.ndarray:
    return np.asarray(x * t if x.dtype.kind == "f" else x.astype(float) * t)


def add(x: np.ndarray) -> float:
    if x.size == 0:
        raise ValueError("nothing")
    return float(x.sum())


def step(x: np.ndarray, lr: float = 1.0) -> tuple[np.ndarray, object]:
    return scale(x, lr), object()


def faults_of(declared: Any) -> list[str]:
    faults = Faults()
    reference = {"scale": scale, "add": add, "step": step}
    check_declarations(PATH, declared, FUNCTIONS, reference, faults)
    return [fault.message for fault in faults]


def test_what_holds_has_no_fault() -> None:
    good = takes("scale", x=floats(infinite=True), t=rate()).gives_like("x")
    refusing = takes("add", x=floats()).refuses_empty(ValueError).gives_number()
    stepping = takes("step", x=floats(), lr=rate()).judges(result(0)[0]).gives_like("x")
    assert faults_of([good, refusing, stepping]) == []
    assert faults_of([]) == []


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        ([5], "ARGUMENTS must be a list of declarations: [takes(...), ...]"),
        (floats(), "ARGUMENTS must be a list of declarations: [takes(...), ...]"),
        ([takes("scail", x=floats())], 'lab.yaml does not name scail. Did you mean "scale"?'),
        ([takes("scale", x=floats())], "t of scale(x, t) is not declared"),
        ([takes("add", x=floats(), y=rate())], "add(x) has no argument y"),
        ([takes("add", x=floats()).gives_like("y")], "gives_like: there is no argument y"),
        ([takes("add", x=floats("N")).at_least(M=2)], "no shape has the symbol M"),
        ([takes("step", x=floats()).judges(result(1))], "judges: judges result(1); its calls are"),
        ([takes("step", x=floats()).judges(0)], "judges: judges 0; expected results alone"),
        (
            [takes("add", x=floats())],
            "declared as allowed; the reference answers with ValueError: nothing",
        ),
        (
            [takes("add", x=labels(outside=ValueError)).never_empty()],
            "declared to raise ValueError; the reference answers with a value",
        ),
        (
            [takes("add", x=floats()).never_empty().gives_like("x")],
            "declared to give the shape of x; the reference gives (), x has (7,)",
        ),
        (
            [takes("scale", x=floats(), t=rate()).gives_number()],
            "declared to give a number; the reference gives the shape (7,)",
        ),
        (
            [takes("add", x=drawn(lambda rng, sizes: sizes["N"]))],
            "inputs cannot be drawn as declared: KeyError: 'N'",
        ),
    ],
)
def test_what_does_not_hold_is_reported(declared: Any, fault: str) -> None:
    found = faults_of(declared)
    assert any(fault in message for message in found), found


def test_a_reference_that_gives_another_dtype_is_reported() -> None:
    declared = takes("scale", x=logits("N"), t=rate()).gives_like("x")
    faults = Faults()
    wrong = {"scale": lambda x, t: x.astype(np.float64) * t, "add": add}
    check_declarations(PATH, [declared], FUNCTIONS, wrong, faults)
    fault = next(iter(faults))
    assert "declared to give the dtype of x; the reference gives float64 for float32" in str(fault)
    assert fault.line == declared.line


def test_a_declaration_has_a_fault_for_each_of_its_mistakes_but_not_hundreds() -> None:
    declared = takes("scale", x=floats(), t=rate()).always_raises(KeyError)
    assert len(faults_of([declared] * 3)) == 9
    assert len(faults_of([takes("scale", x=floats(), t=rate()).gives_number()])) == 10


def test_a_lab_with_a_wrong_declaration_does_not_load(tmp_path: Path) -> None:
    cases = FILES["cases.py"].replace(
        "from grader.lab import Case, call, raises\n",
        "from grader.lab import Case, call, floats, raises, rate, takes\n\nARGUMENTS = [\n"
        '    takes("double", x=floats()).gives_like("x"),\n    takes("root", x=rate(low=-1)),\n]\n',
    )
    with pytest.raises(FaultyFiles, match=r"cases\.py:7: Arguments|takes|root") as caught:
        load_lab(write_lab(tmp_path, cases_py=cases))
    assert "root" in str(caught.value)
