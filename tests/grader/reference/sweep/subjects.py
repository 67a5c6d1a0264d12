"""What is swept: every public function, with the ways in which its options may be set."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from grader import reference as ref
from tests.grader.reference.sweep import compositions
from tests.grader.reference.sweep.declarations import (
    ALWAYS,
    BY_FUNCTION,
    BY_MODULE,
    BY_NAME,
    OPTIONS,
    TOGETHER,
    Fixed,
)
from tests.grader.reference.sweep.kinds import SIZES, Spec, drawn, spec

Tree = Any
"""Arguments: entries and fixed values, in lists and tuples."""


class Undeclared(Exception):
    """A parameter that no table names."""


@dataclass(frozen=True)
class Subject:
    """A public function with one setting of its options.

    Attributes:
        name: of the public function, or `Class.method`.
        module: in which it is, below `grader.reference`.
        call: the function, or a composition that stands for it.
        parameters: declarations of the arguments that are passed, by name.
        variant: what is set, for messages; empty for the first one.
    """

    name: str
    module: str
    call: Callable[..., Any] = field(compare=False)
    parameters: dict[str, Any] = field(compare=False)
    variant: str = ""

    def __str__(self) -> str:
        return self.name + (f"({self.variant})" if self.variant else "")

    def arguments(
        self, sizes: dict[str, int] | None = None, *, scalar: bool = False
    ) -> dict[str, Tree]:
        """Ordinary arguments; with ``scalar`` all arrays without axes."""
        rng = np.random.default_rng(3)
        now = {**SIZES, **(sizes or {})}

        def build(declared: Any) -> Tree:
            if isinstance(declared, str):
                wanted = spec(declared)
                return drawn(Spec(wanted.kind, ()) if scalar else wanted, rng, now)
            if isinstance(declared, (list, tuple)):
                return type(declared)(build(part) for part in declared)
            return declared

        return {name: build(declared) for name, declared in self.parameters.items()}


def public_functions() -> dict[str, Callable[..., Any]]:
    """Public functions by name, and public methods of public classes by `Class.method`."""
    found: dict[str, Callable[..., Any]] = {}
    for name, value in vars(ref).items():
        if name.startswith("_"):
            continue
        if inspect.isfunction(value):
            found[name] = value
        elif inspect.isclass(value):
            for method, code in vars(value).items():
                if inspect.isfunction(code) and not method.startswith("_"):
                    found[f"{name}.{method}"] = code
    return found


def declared(name: str, module: str, parameter: str) -> Any:
    """What the tables say of a parameter; raises Undeclared when they say nothing."""
    for table in (BY_FUNCTION.get(name, {}), BY_MODULE.get(module, {}), BY_NAME):
        if parameter in table:
            return table[parameter]
    raise Undeclared(
        f"{name}: what is {parameter!r}? Name it in BY_NAME, BY_MODULE or BY_FUNCTION of "
        "declarations.py, or write the function down in compositions.py."
    )


def _settings(name: str, module: str, code: Callable[..., Any]) -> Iterator[tuple[str, dict]]:
    """Parameters to pass: those without default, and each option in turn."""
    needed, options = {}, {}
    for parameter in inspect.signature(code).parameters.values():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if parameter.default is parameter.empty:
            needed[parameter.name] = declared(name, module, parameter.name)
        else:
            options[parameter.name] = parameter
    needed |= ALWAYS.get(name, {})
    yield "", needed
    for setting in TOGETHER.get(name, []):
        yield (
            ", ".join(f"{key}={_brief(value)}" for key, value in setting.items()),
            {
                **{k: v for k, v in needed.items() if k != "training"},
                **setting,
            },
        )
    for option, parameter in options.items():
        for text, value in _choices(name, module, option, parameter):
            yield f"{option}={text}", {**needed, option: value}


def _brief(value: Any) -> str:
    value = value.value if isinstance(value, Fixed) else value
    return getattr(value, "__name__", str(value))


def _choices(
    name: str, module: str, option: str, parameter: inspect.Parameter
) -> Iterator[tuple[str, Any]]:
    choices = OPTIONS.get(f"{name}.{option}", OPTIONS.get(option))
    if choices is not None:
        others = [choice for choice in choices if choice != parameter.default]
        yield from ((_brief(choice), Fixed(choice)) for choice in others)
    elif isinstance(parameter.default, bool):
        yield str(not parameter.default), Fixed(not parameter.default)
    elif "ArrayLike" in str(parameter.annotation) and option not in ALWAYS.get(name, {}):
        yield "array", declared(name, module, option)


@cache
def _found() -> tuple[list[Subject], list[str]]:
    """Everything that is swept, and words on what no table names."""
    found, missing = [], []
    for name, code in public_functions().items():
        module = code.__module__.removeprefix("grader.reference.")
        stand_in = vars(compositions).get(name.replace(".", "_"), code)
        try:
            for variant, parameters in _settings(name, module, stand_in):
                found.append(Subject(name, module, stand_in, parameters, variant))
        except Undeclared as error:
            missing.append(str(error))
    for steps in compositions.SECOND_STEPS:
        module = getattr(ref, steps.__name__).__module__.removeprefix("grader.reference.")
        for _, parameters in _settings(steps.__name__, module, steps):
            found.append(Subject(steps.__name__, module, steps, parameters, "second step"))
    return found, missing


def subjects() -> list[Subject]:
    """Everything that is swept."""
    return _found()[0]


def undeclared() -> list[str]:
    """Words on each function with a parameter that no table names."""
    return _found()[1]
