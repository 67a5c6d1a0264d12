from __future__ import annotations

import ast
import inspect

import yaml

from grader import reference
from grader.scaffold.parts import asked_for, parts_of

FUNCTIONS = [name for name, value in vars(reference).items() if inspect.isfunction(value)]


def test_every_function_of_the_reference_can_be_asked_for() -> None:
    assert len(FUNCTIONS) > 100
    for name in FUNCTIONS:
        one, parts = asked_for(name), parts_of("x", "L9.1", [asked_for(name)])
        assert one.known
        assert isinstance(ast.parse(f"def {one.signature}: pass").body[0], ast.FunctionDef)
        declared = yaml.safe_load(parts["functions"])
        assert declared == [{"signature": one.signature, "does": one.does}]
        assert ast.parse(parts["starters"])


def test_unknown_function_is_one_of_x_that_is_still_to_be_written() -> None:
    one = asked_for("quite_new")
    assert (one.signature, one.required, one.known) == ("quite_new(x)", 1, False)
    assert one.does.startswith("TODO: ")
