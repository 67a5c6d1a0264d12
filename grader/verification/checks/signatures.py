"""Signatures are the same in lab.yaml, starter, reference and cases."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

import numpy as np

from grader.lab import Call, Function
from grader.lab.metadata import parse_signature
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, line_of_case, line_with
from grader.verification.subject import Subject


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults beyond those that `files` finds: order, the reference as imported, calls of cases."""
    yield from _starter(subject)
    for function in subject.lab.functions:
        yield from _reference(subject, function)
    yield from _calls(subject)


def _starter(subject: Subject) -> Iterator[Finding]:
    path, names = subject.path("starter.py"), [f.name for f in subject.lab.functions]
    tree = ast.parse(subject.lab.starter)
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    if subject.lab.starter_runs:  # a whole program may have functions of its own
        defined = [node for node in defined if node.name in names]
    if [node.name for node in defined] != names:
        found = ", ".join(node.name for node in defined)
        remedy = f"Define those of lab.yaml, in its order: {', '.join(names)}."
        yield Finding(path, 1, f"defines {found or 'no function'}", remedy)
    for node in defined:
        if node.name in names and not ast.get_docstring(node):
            remedy = "Say in it what the function is given and what it returns."
            yield Finding(path, node.lineno, f"{node.name} has no docstring", remedy)


def _reference(subject: Subject, function: Function) -> Iterator[Finding]:
    """What is imported under the lab's name must take the lab's arguments, others at will."""
    try:
        actual = inspect.signature(subject.lab.reference[function.name])
    except (TypeError, ValueError):
        return  # not written in Python, so that it has none to compare
    expected, found = signature_of(function), list(actual.parameters.values())
    theirs = [(p.name, p.kind, p.default is p.empty) for p in expected.parameters.values()]
    ours = [(p.name, p.kind, p.default is p.empty) for p in found]
    further = [p for p in found if p.name not in expected.parameters]
    is_same = [entry for entry in ours if entry[0] in expected.parameters] == theirs
    if is_same and all(p.default is not p.empty for p in further):
        return
    names = ", ".join(str(p).partition(":")[0].partition("=")[0].strip() for p in found)
    message = f"{function.name} takes ({names}); lab.yaml says {function.signature}"
    remedy = "Define a function with the lab's signature that calls the imported one."
    line = line_with(subject.folder / "reference.py", function.name)
    yield Finding(subject.path("reference.py"), line, message, remedy)


def _calls(subject: Subject) -> Iterator[Finding]:
    """Cases and timed calls must bind to the lab's signature, not only to the reference's."""
    lab, rng = subject.lab, np.random.default_rng(0)
    signatures = {function.name: signature_of(function) for function in lab.functions}
    calls = (
        (case, call) for case in (*lab.visible, *lab.hidden(rng)) for call in case.inputs.calls
    )
    for case, call in calls:
        if reason := _misfit(signatures, call):
            line = line_of_case(subject.folder / "cases.py", case.name)
            message = f'case "{case.name}" calls {call.function}: {reason}'
            yield Finding(subject.path("cases.py"), line, message, "Call it as lab.yaml says.")
    made = lab.workload.make(rng, lab.workload.sizes[0]) if lab.workload.sizes else []
    for timed in (one for each in made for one in each.calls):
        if reason := _misfit(signatures, timed):
            line = line_with(subject.folder / "workload.py", timed.function)
            message = f"make calls {timed.function}: {reason}"
            yield Finding(subject.path("workload.py"), line, message, "Call it as lab.yaml says.")


def _misfit(signatures: dict[str, inspect.Signature], call: Call) -> str:
    try:
        signatures[call.function].bind(*call.args, **call.kwargs)
    except TypeError as error:
        return str(error)
    return ""


def signature_of(function: Function) -> inspect.Signature:
    """The signature that lab.yaml writes, defaults as their text: nothing of it is executed."""
    definition = parse_signature(function.signature)
    assert definition is not None  # else the lab would have been refused
    arguments, kind = definition.args, inspect.Parameter
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
    kinds: list[inspect._ParameterKind] = [kind.POSITIONAL_ONLY] * len(arguments.posonlyargs)
    kinds += [kind.POSITIONAL_OR_KEYWORD] * len(arguments.args)
    found = [_parameter(*entry) for entry in zip(plain, kinds, defaults, strict=True)]
    if arguments.vararg:
        found.append(_parameter(arguments.vararg, kind.VAR_POSITIONAL, None))
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    found += [_parameter(arg, kind.KEYWORD_ONLY, default) for arg, default in keywords]
    if arguments.kwarg:
        found.append(_parameter(arguments.kwarg, kind.VAR_KEYWORD, None))
    return inspect.Signature(found)


def _parameter(
    arg: ast.arg, kind: inspect._ParameterKind, default: ast.expr | None
) -> inspect.Parameter:
    text = inspect.Parameter.empty if default is None else ast.unparse(default)
    return inspect.Parameter(arg.arg, kind, default=text)


CHECK = Check(
    "signatures are the same everywhere", 50, check, quick=True, formats=("code", "result")
)
