from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.lab.model import Function
from grader.lab.programs import (
    check_docstring,
    check_functions,
    describe_exception,
    execute,
    line_in,
    parse,
)

PATH = Path("lab/reference.py")
PROX = Function("prox", "prox(v, t=1.0)", "", ("v", "t"))


def texts(faults: Faults) -> list[str]:
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = (", "lab/reference.py:1: is not Python: '(' was never closed"),
        ("x = 1\ny = = 2", "lab/reference.py:2: is not Python: invalid syntax"),
        ("x = '\0'", "lab/reference.py:1: is not Python: source code string cannot contain null"),
    ],
)
def test_what_is_no_python_is_a_fault(text: str, fault: str) -> None:
    faults = Faults()
    assert parse(PATH, text, faults) is None
    assert texts(faults)[0].startswith(fault)


@pytest.mark.parametrize(
    "text",
    [
        "def prox(v, t=1.0): ...",
        "def prox(v: list, t: float = 1.0) -> list: ...",
        "prox = lambda v, t=1.0: v",
        "from grader.reference import soft_threshold as prox",
        "prox, other = 1, 2",
    ],
)
def test_function_may_be_defined_assigned_or_imported(text: str) -> None:
    faults = Faults()
    check_functions(PATH, ast.parse(text), [PROX], faults, signatures=True)
    assert texts(faults) == []


def test_missing_function_is_a_fault_with_a_near_name() -> None:
    faults = Faults()
    check_functions(PATH, ast.parse("def porx(v, t): ..."), [PROX], faults, signatures=True)
    assert texts(faults) == ['lab/reference.py:1: prox is not defined. Did you mean "porx"?']


@pytest.mark.parametrize("text", ["def prox(v, t): ...", "def prox(v, s=1.0): ..."])
def test_other_arguments_are_a_fault_where_signatures_count(text: str) -> None:
    strict, lenient = Faults(), Faults()
    tree = ast.parse(f"\n{text}")
    check_functions(PATH, tree, [PROX], strict, signatures=True)
    check_functions(PATH, tree, [PROX], lenient, signatures=False)
    assert texts(strict)[0].startswith("lab/reference.py:2: prox(v")
    assert texts(strict)[0].endswith("is defined; lab.yaml says prox(v, t=1.0)")
    assert texts(lenient) == []


def test_docstring_is_one_line() -> None:
    faults = Faults()
    assert (
        check_docstring(PATH, ast.parse('"""Half\n   of it."""'), faults, "a hint") == "Half of it."
    )
    assert texts(faults) == []
    assert check_docstring(PATH, ast.parse("x = 1"), faults, "the hint") == ""
    assert texts(faults) == ["lab/reference.py:1: has no docstring; write the hint"]


def test_executed_file_gives_its_names() -> None:
    names = execute(PATH, "SIZES = (3,)\ndef make(): return SIZES", Faults())
    assert names is not None
    assert (names["SIZES"], names["make"]()) == ((3,), (3,))
    assert names["__file__"] == str(PATH)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 1\nraise ValueError('bad')", "2: cannot be executed: ValueError: bad"),
        ("import sys\nsys.exit(3)", "2: cannot be executed: SystemExit: 3"),
        ("def f():\n    raise KeyError\n\nf()", "2: cannot be executed: KeyError"),
    ],
)
def test_file_that_raises_is_a_fault_with_the_innermost_line(text: str, fault: str) -> None:
    faults = Faults()
    assert execute(PATH, text, faults) is None
    assert texts(faults) == [f"lab/reference.py:{fault}"]


def test_line_of_an_error_elsewhere_is_the_first() -> None:
    try:
        int("x")
    except ValueError as error:
        assert line_in(PATH, error) == 1
    assert line_in(PATH, SyntaxError("bad", ("f", 7, 1, "", 7, 2))) == 7


def test_exception_is_described_in_one_line() -> None:
    assert describe_exception(ValueError("one\ntwo")) == "ValueError: one"
    assert describe_exception(KeyError()) == "KeyError"
    assert len(describe_exception(ValueError("x" * 1000))) == 300
