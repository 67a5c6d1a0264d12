from __future__ import annotations

import ast

import pytest

from grader.feedback.hints.exceptions.program import Program, text_of

CODE = """\
import numpy as np
from math import exp as e


def outer(a, *rest, b=1, **options):
    c = a + (
        b
    )
    if c:
        def inner(d):
            f = d
            return f
    for i, j in rest:
        pass
    return c


outer = 3
"""
PROGRAM = Program.of(CODE)


def test_imports_with_the_names_that_they_bind() -> None:
    found = {(each.name, each.module, each.attribute, each.line) for each in PROGRAM.imports}
    assert found == {("np", "numpy", "", 1), ("e", "math", "exp", 2)}


@pytest.mark.parametrize(
    ("source", "name"),
    [("import numpy as np", "np"), ("import numpy", "numpy"), ("", "np"), ("import math", "np")],
)
def test_what_numpy_is_called(source: str, name: str) -> None:
    assert Program.of(source).numpy == name


@pytest.mark.parametrize(("line", "name"), [(6, "outer"), (11, "inner"), (14, "outer"), (1, None)])
def test_innermost_function_at_a_line(line: int, name: str | None) -> None:
    function = PROGRAM.function_at(line)
    assert (function.name if function else None) == name


def test_names_of_a_scope_without_those_inside() -> None:
    function = PROGRAM.function("outer")
    names = PROGRAM.bound_in(function)
    assert set(names) == {"a", "rest", "b", "options", "c", "inner", "i", "j"}
    assert names["c"] == 6
    assert PROGRAM.bound_in(None) == {"np": 1, "e": 2, "outer": 5}


def test_statement_over_several_lines_is_found_at_each() -> None:
    for line in (6, 7, 8):
        assert isinstance(PROGRAM.nodes_at(line)[0], ast.Assign)
    header = PROGRAM.nodes_at(9)
    assert isinstance(header[0], ast.If)
    assert not any(isinstance(node, ast.Return) for node in header)
    assert PROGRAM.nodes_at(4) == []


@pytest.mark.parametrize("source", ["x = (", b"\xff\xfe", "\0", "(" * 9999, "-" * 99999 + "1"])
def test_whatever_the_text_nothing_is_raised(source: str | bytes) -> None:
    program = Program.of(source)
    assert program.imports == ()
    assert program.line(99) == ""


def test_text_by_its_coding_line_and_without_a_byte_order_mark() -> None:
    assert text_of(b"# coding: latin-1\nx = '\xe4'") == "# coding: latin-1\nx = 'ä'"
    assert text_of("\ufeffx".encode()) == text_of("\ufeffx") == "x"
    assert text_of(b"\xe4") == "\N{REPLACEMENT CHARACTER}"
    assert text_of(b"# coding: nonsense\n") == "# coding: nonsense\n"
