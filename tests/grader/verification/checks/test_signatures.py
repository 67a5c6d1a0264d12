"""One signature in lab.yaml, starter, reference and cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.lab import Function
from grader.verification.checks.signatures import signature_of
from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found_in_changed

DOCUMENTED = FILES["starter.py"].replace(":\n    raise", ':\n    """What."""\n    raise')


def test_same_signatures_have_no_fault(tmp_path: Path) -> None:
    assert found_in_changed("signatures", tmp_path, starter_py=DOCUMENTED) == []


def test_starter_defines_the_functions_in_order_and_describes_them(tmp_path: Path) -> None:
    swapped = "\n\n".join(reversed(FILES["starter.py"].split("\n\n\n")))
    assert found_in_changed("signatures", tmp_path, starter_py=swapped) == [
        "starter.py:1: defines root, double. Define those of lab.yaml, in its order: double, root.",
        "starter.py:1: root has no docstring. Say in it what the function is given and what it "
        "returns.",
        "starter.py:5: double has no docstring. Say in it what the function is given and what it "
        "returns.",
    ]


def test_imported_reference_may_take_more_but_not_other_arguments(tmp_path: Path) -> None:
    def changed(imported: str) -> list[str]:
        reference = FILES["reference.py"].replace("def double(x):\n    return 2.0 * x\n", imported)
        return found_in_changed(
            "signatures",
            tmp_path / str(len(imported)),
            reference_py=reference,
            starter_py=DOCUMENTED,
        )

    assert changed("def plain(x, factor=2.0):\n    return factor * x\n\n\ndouble = plain\n") == []
    assert changed("def plain(values):\n    return 2.0 * values\n\n\ndouble = plain\n") == [
        "reference.py:8: double takes (values); lab.yaml says double(x). Define a function with "
        "the lab's signature that calls the imported one."
    ]


def test_calls_have_to_bind_to_the_labs_own_signature(tmp_path: Path) -> None:
    reference = FILES["reference.py"].replace(
        "def double(x):\n    return 2.0 * x\n",
        "def plain(x, factor=2.0):\n    return factor * x\n\n\ndouble = plain\n",
    )
    cases = FILES["cases.py"].replace("rng.random(5) + 1", "rng.random(5) + 1, factor=2.0")
    workload = FILES["workload.py"].replace("rng.random(size)", "rng.random(size), 3.0")
    changes = {"reference_py": reference, "cases_py": cases, "workload_py": workload}
    assert found_in_changed("signatures", tmp_path, starter_py=DOCUMENTED, **changes) == [
        "cases.py:12: case \"drawn\" calls double: got an unexpected keyword argument 'factor'. "
        "Call it as lab.yaml says.",
        "workload.py:7: make calls double: too many positional arguments. Call it as "
        "lab.yaml says.",
    ]


@pytest.mark.parametrize(
    "written",
    ["f(x)", "f(x, /, y=1, *, z, w=None)", "f(*xs, axis=0, **more)", "f(w, z, *, lr, beta=0.0)"],
)
def test_signature_is_read_without_executing_it(written: str) -> None:
    read = signature_of(Function("f", written, "", ()))
    assert f"f{read}".replace("'", "") == written
