"""Draws the cases of a rule, so that tests can look at their inputs."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.lab import Case
from grader.lab.arguments import Declaration
from grader.lab.metadata import parameters_of, parse_signature
from grader.lab.model import Function
from grader.lab.rules import rule_cases


def function(signature: str, **defaults: Any) -> Function:
    definition = parse_signature(signature)
    assert definition is not None
    names = tuple(parameters_of(definition))
    return Function(definition.name, signature, "", names, defaults)


def cases(declared: Declaration, signature: str = "f(x)", seed: int = 0, **defaults: Any) -> Any:
    """The cases of all rules by their titles."""
    found: dict[str, list[Case]] = {}
    rng = np.random.default_rng(seed)
    for case in rule_cases([declared], [function(signature, **defaults)], rng):
        found.setdefault(str(case.rule), []).append(case)
    return found


def inputs(found: dict[str, list[Case]], rule: str, place: int = 0) -> list[Any]:
    """One positional argument of every case of a rule."""
    return [case.inputs.args[place] for case in found[rule]]
