"""Checks what ``cases.py`` declares of arguments, and that the reference answers what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.files.faults import Faults, did_you_mean
from grader.lab.arguments import Declaration
from grader.lab.arguments.declarations import NUMBER
from grader.lab.cases import Call, Case
from grader.lab.expected_answers import expected_answer
from grader.lab.model import Function
from grader.lab.programs import describe_exception, line_in
from grader.lab.rules import ordinary_cases, rule_cases
from grader.lab.scenario_checks import scenario_faults
from grader.lab.scenarios import steps

_SEEDS = (0, 1)
_MOST_FAULTS = 10
"""Of one declaration: one mistake in it shows in many calls."""
Reference = Mapping[str, Callable[..., Any]]


def check_declarations(
    path: Path,
    declared: Any,
    functions: Sequence[Function],
    reference: Reference,
    faults: Faults,
) -> None:
    """Reports what is wrong with ``ARGUMENTS``.

    Args:
        path: of ``cases.py``, for faults.
        declared: the value of ``ARGUMENTS``.
        functions: of the lab.
        reference: its functions by name.
        faults: gets a fault with the line of each declaration that does not hold.
    """
    if not isinstance(declared, (list, tuple)) or not all(
        isinstance(entry, Declaration) for entry in declared
    ):
        faults.add(path, 1, "ARGUMENTS must be a list of declarations: [takes(...), ...]")
        return
    for declaration in declared:
        found = list(_static_faults(declaration, {f.name: f for f in functions}))
        found = found or list(_faults_of_cases(path, declaration, functions, reference))
        for line, text in found[:_MOST_FAULTS]:
            faults.add(path, line, text)


def _static_faults(
    declaration: Declaration, functions: Mapping[str, Function]
) -> Iterator[tuple[int, str]]:
    line, names = declaration.line, list(declaration.arguments)
    for name in declaration.functions:
        if name not in functions:
            near = did_you_mean(name, sorted(functions))
            yield line, f"takes: lab.yaml does not name {name}.{near}"
            continue
        function = functions[name]
        for argument in names:
            if argument not in function.parameters and not function.takes_others:
                near = did_you_mean(argument, function.parameters)
                yield line, f"takes: {function.signature} has no argument {argument}.{near}"
        for argument in function.parameters:
            if argument not in names and argument not in function.defaults:
                yield line, f"takes: {argument} of {function.signature} is not declared"
    if declaration.gives not in ("", NUMBER, *names):
        near = did_you_mean(declaration.gives, names)
        yield line, f"gives_like: there is no argument {declaration.gives}.{near}"
    if declaration.judged is not None:
        alone = steps(Call(declaration.functions[0], (), {}), judged=declaration.judged)
        yield from ((line, f"judges: {text}") for text in scenario_faults(alone))
    mentioned = [*declaration.least, *declaration.zero, *declaration.zero_raises, *declaration.full]
    for symbol in mentioned:
        if symbol not in declaration.symbols:
            near = did_you_mean(symbol, declaration.symbols)
            yield line, f"takes: no shape has the symbol {symbol}.{near}"


def _faults_of_cases(
    path: Path, declaration: Declaration, functions: Sequence[Function], reference: Reference
) -> Iterator[tuple[int, str]]:
    told: set[str] = set()
    for seed in _SEEDS:
        try:
            rng = np.random.default_rng(seed)
            cases = [*ordinary_cases(declaration, functions, rng)]
            cases += rule_cases([declaration], functions, rng)
        except Exception as error:  # the author's code may raise anything
            line = line_in(path, error)
            text = f"inputs cannot be drawn as declared: {describe_exception(error)}"
            yield line if line > 1 else declaration.line, text
            return
        for case in cases:
            if case.name not in told and (text := _fault(case, declaration, functions, reference)):
                told.add(case.name)
                yield declaration.line, f"{case.name}: {text}"


def _fault(
    case: Case, declaration: Declaration, functions: Sequence[Function], reference: Reference
) -> str:
    answer = expected_answer(reference, case.inputs)
    if case.expects is not None:
        if isinstance(answer.raised, case.expects.exception):
            return ""
        found = describe_exception(answer.raised) if answer.raised else "a value"
        return f"declared to raise {case.expects.name}; the reference answers with {found}"
    if answer.raised is not None:
        raised = describe_exception(answer.raised)
        return f"declared as allowed; the reference answers with {raised}"
    function = next(f for f in functions if f.name == case.inputs.function)
    named = dict(zip(function.parameters, case.inputs.args, strict=False)) | case.inputs.kwargs
    if declaration.gives == NUMBER and np.ndim(answer.value):
        return f"declared to give a number; the reference gives the shape {np.shape(answer.value)}"
    given = named.get(declaration.gives)
    return _difference(given, answer.value, declaration.gives) if given is not None else ""


def _difference(given: Any, answer: Any, name: str) -> str:
    """How an answer differs from the argument that it is declared to be like."""
    if isinstance(given, list):
        parts = zip(given, answer, strict=False) if isinstance(answer, (list, tuple)) else ()
        return next(filter(None, (_difference(*pair, name) for pair in parts)), "")
    if not isinstance(given, np.ndarray):
        return ""
    if np.shape(answer) != given.shape:
        found = f"{np.shape(answer)}, {name} has {given.shape}"
        return f"declared to give the shape of {name}; the reference gives {found}"
    dtype = given.dtype if given.dtype.kind == "f" else np.dtype(float)
    if np.asarray(answer).dtype != dtype:
        found = f"{np.asarray(answer).dtype} for {given.dtype}"
        return f"declared to give the dtype of {name}; the reference gives {found}"
    return ""
