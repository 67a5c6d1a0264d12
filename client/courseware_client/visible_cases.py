"""The visible cases of a lab, run here. The site alone decides what an answer is worth."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from courseware_client.comparing import difference
from courseware_client.values import decode


@dataclass(frozen=True)
class CaseResult:
    """``passed`` is ``None`` for a case that only the site can judge."""

    name: str
    passed: bool | None
    detail: str = ""
    call: str = ""


def load(code: str, name: str) -> dict[str, Any]:
    """What the code defines. Raises whatever it raises."""
    module: dict[str, Any] = {"__name__": name, "__builtins__": __builtins__}
    exec(compile(code, f"{name}.py", "exec"), module)
    return module


def run_cases(module: Mapping[str, Any], cases: Sequence[Mapping[str, Any]]) -> list[CaseResult]:
    return [_run(module, case) for case in cases]


def _run(module: Mapping[str, Any], case: Mapping[str, Any]) -> CaseResult:
    name, shown = case["name"], case.get("call", "")
    if not case["local"]:
        return CaseResult(name, None, case.get("why", ""), shown)
    function = module.get(case["function"])
    if not callable(function):
        return CaseResult(name, False, f"there is no function {case['function']}", shown)
    args = [decode(each) for each in case["args"]]
    kwargs = {key: decode(each) for key, each in case["kwargs"].items()}
    before = copy.deepcopy((args, kwargs))
    try:
        with np.errstate(all="ignore"):
            got = function(*args, **kwargs)
    except Exception as error:
        return _after_exception(case, error)
    if case["raises"]:
        return CaseResult(name, False, f"no {case['raises']} was raised", shown)
    found = difference(got, decode(case["expected"]), case["rtol"], case["atol"])
    if not found and difference([args, kwargs], [*before], 0.0, 0.0):
        found = "an argument was changed"
    return CaseResult(name, not found, found or "", shown)


def _after_exception(case: Mapping[str, Any], error: Exception) -> CaseResult:
    name, shown = case["name"], case.get("call", "")
    if case["raises"] in [each.__name__ for each in type(error).__mro__]:
        return CaseResult(name, True, "", shown)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]
    at = f" (line {lines[-1]})" if lines else ""
    return CaseResult(name, False, f"{type(error).__name__}: {error}{at}", shown)
