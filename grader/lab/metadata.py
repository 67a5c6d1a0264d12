"""Reads ``lab.yaml``: number, title, functions, weights, tolerances, speed thresholds, limits."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.files.yaml_nodes import Node
from grader.lab.listing import read_difficulty, read_solutions, read_tags
from grader.lab.model import Function, Metadata, Thresholds, Traffic
from grader.lab.style import read_style
from grader.sandbox.limits import MIB, Limits
from grader.values.comparison import Tolerance, Tolerances

KEYS = (
    "format",
    "number",
    "title",
    "minutes",
    "difficulty",
    "solutions",
    "tags",
    "anchors",
    "needs",
    "functions",
    "starter",
    "weights",
    "tolerance",
    "performance",
    "limits",
    "style",
)
CODE_WEIGHTS = ("correctness", "performance")
CODE_LIMITS = ("call_seconds", "memory_mib", "warnings")
_DTYPES = ("float64", "float32", "float16")
NUMBER = re.compile(r"L\d+\.\d+|[CP]\d+")
"""A chapter and a place; a capstone; a lab on the playground."""
LIMITS = Limits(load_seconds=3.0, call_seconds=2.0)
"""A lab's call takes milliseconds: two seconds are a loop without end."""
STARTER_RUNS = "runs"
MOST_MINUTES = 600
MOST_CALL_SECONDS = 60
MOST_CPU_SECONDS = 600
MODEL_MIB, MOST_MODEL_MIB = 16, 256
LEAST_MIB, MOST_MIB = 64, 16384
MOST_TRAFFIC = 100
_CPUS = 2
SLOW_CALLS = 3
"""Calls that may take their whole limit where that is long, on so many CPUs."""


def read_metadata(
    root: Node,
    weights: Sequence[str] = CODE_WEIGHTS,
    limits: Sequence[str] = CODE_LIMITS,
    keys: Sequence[str] = (),
    *,
    asks_functions: bool = True,
) -> Metadata:
    """The metadata in a document; what is wrong is added to the node's faults.

    A value that is missing or wrong is replaced by a harmless one, so that reading can go on.

    Args:
        root: the document.
        weights, limits: the keys that there may be under these names, as the lab's format says.
        keys: others that the format has at the top.
        asks_functions: whether there must be functions.
    """
    root.only([*KEYS, *keys])
    points = _weights(root, weights)
    return Metadata(
        format=_format(root),
        number=_number(root),
        title=root.text("title"),
        minutes=_minutes(root),
        difficulty=read_difficulty(root),
        tags=read_tags(root),
        solutions_after_full_marks=read_solutions(root),
        anchors=tuple(node.as_text("an anchor") for node in root.entries("anchors")),
        needs=tuple(node.as_text("a lab's slug") for node in root.entries("needs")),
        functions=_functions(root, required=asks_functions),
        starter_runs=_starter_runs(root, weights),
        weights=points,
        tolerances=_tolerances(root),
        thresholds=_thresholds(root, points, weights),
        speed_order=_speed_order(root),
        traffic=_traffic(root),
        limits=_limits(root, limits),
        style=read_style(root),
    )


def _format(root: Node) -> str:
    """Whether there is such a format was looked at before anything else was read."""
    node = root.get("format")
    return "code" if node is None else node.as_text("the name of a format")


def _number(root: Node) -> str:
    node = root.need("number")
    if node is None:
        return ""
    number = node.as_text("a number such as L5.3")
    if number and not NUMBER.fullmatch(number):
        node.fault(
            f'number is "{number}"; expected a chapter and a place, such as L5.3, or a number '
            "such as C1 of a capstone"
        )
    return number


def _minutes(root: Node) -> int:
    minutes = root.number("minutes")
    if (node := root.get("minutes")) and not (
        0 < minutes <= MOST_MINUTES and minutes == int(minutes)
    ):
        node.fault(f"minutes is {minutes:g}; expected a whole number from 1 to {MOST_MINUTES}")
    return int(minutes)


def _functions(root: Node, *, required: bool) -> tuple[Function, ...]:
    entries = root.entries("functions", required=required)
    if not entries and (listed := root.get("functions")) is not None and listed.is_list():
        listed.fault("a lab asks for at least one function")
    found: list[Function] = []
    for node in entries:
        node.only(("signature", "does"))
        signature, does = node.text("signature"), node.text("does")
        definition = parse_signature(signature)
        if definition is None:
            if signature:
                node.fault(f'signature is "{signature}"; expected one such as prox(v, t, kind)')
            continue
        if definition.name in {function.name for function in found}:
            node.fault(f"{definition.name} is listed twice")
        found.append(_function(definition, signature, does))
    return tuple(found)


def _starter_runs(root: Node, weights: Sequence[str]) -> bool:
    """``starter: runs``, of a lab that trains: without it functions are still to be written."""
    node = root.get("starter")
    if node is None:
        return False
    word = node.as_text("runs")
    if word != STARTER_RUNS:
        node.fault(f'starter is "{word}"; expected "{STARTER_RUNS}", or nothing')
    elif "result" not in weights:
        node.fault("starter: runs is for labs of the format result; remove it")
    return word == STARTER_RUNS


def _function(definition: ast.FunctionDef, signature: str, does: str) -> Function:
    arguments = definition.args
    plain = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    named = [argument.arg for argument in arguments.kwonlyargs]
    behind = plain[len(plain) - len(arguments.defaults) :]
    written = dict(zip(behind, arguments.defaults, strict=True))
    written |= {n: d for n, d in zip(named, arguments.kw_defaults, strict=True) if d is not None}
    return Function(
        definition.name,
        signature,
        does,
        tuple(parameters_of(definition)),
        {name: _plain_value(node) for name, node in written.items()},
        tuple(named),
        takes_others=arguments.kwarg is not None,
    )


def _plain_value(node: ast.expr) -> Any:
    """The number or text that is written down, or ``None`` when it is something else."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def parse_signature(signature: str) -> ast.FunctionDef | None:
    """``prox(v, t, kind)`` as the definition of a function, or ``None`` when it is none."""
    try:
        first, *others = ast.parse(f"def {signature}: pass").body
    except SyntaxError:
        return None
    single = not others and "\n" not in signature
    return first if single and isinstance(first, ast.FunctionDef) else None


def parameters_of(definition: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters, ``*args`` and ``**kwargs`` left out."""
    arguments = definition.args
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return [argument.arg for argument in named]


def _weights(root: Node, keys: Sequence[str]) -> dict[str, float]:
    """Points by part. Parts of another format earn nothing, and have no place in ``lab.yaml``."""
    nothing = dict.fromkeys(CODE_WEIGHTS, 0.0)
    node = root.get("weights") if len(keys) == 1 else root.need("weights")
    if node is None:
        return nothing | {keys[0]: 100.0}
    node.only(keys)
    has_cases = "result" not in keys  # of cases a lab that trains may do without
    weights = {
        key: float(node.number(key, 0.0 if key == "correctness" and not has_cases else None))
        for key in keys
    }
    if min(weights.values()) < 0 or sum(weights.values()) != 100:
        shown = " and ".join(f"{weight:g}" for weight in weights.values())
        node.fault(f"weights are {shown}; expected {_COUNTS[len(keys)]} that add up to 100")
    return nothing | weights


_COUNTS = {1: "one", 2: "two", 3: "three"}


def _tolerances(root: Node) -> Tolerances:
    node, tolerances = root.get("tolerance"), Tolerances()
    if node is None:
        return tolerances
    node.only(_DTYPES)
    for dtype, entry in node.pairs():
        entry.only(("rtol", "atol"))
        parts = Tolerance(entry.number("rtol"), entry.number("atol"))
        if not (0 <= parts.rtol < 1 and parts.atol >= 0):
            entry.fault("expected rtol in [0, 1) and atol of at least 0")
        if dtype in _DTYPES:
            tolerances = replace(tolerances, **{dtype: parts})
    return tolerances


def _thresholds(root: Node, weights: Mapping[str, float], keys: Sequence[str]) -> Thresholds:
    may_be_timed = "performance" in keys and "result" not in weights
    is_timed = weights["performance"] > 0 or may_be_timed
    node = root.need("performance") if is_timed else root.get("performance")
    if node is None:
        return Thresholds(1.5, 20.0)
    node.only(("full_at", "zero_at", "reads", "writes", "order"))
    thresholds = Thresholds(node.number("full_at"), node.number("zero_at"))
    if not 0 < thresholds.full_at < thresholds.zero_at:
        node.fault(
            f"full_at is {thresholds.full_at:g}, zero_at {thresholds.zero_at:g}; expected "
            "0 < full_at < zero_at, in times of the reference"
        )
    return thresholds


def _speed_order(root: Node) -> tuple[tuple[str, ...], ...]:
    """``[[expert, vectorised], naive]``: the fastest first, those in brackets equally fast."""
    performance = root.get("performance")
    if performance is None:
        return ()
    order = tuple(
        tuple(inner.as_text("a solution's name") for inner in entry.items())
        if entry.is_list()
        else (entry.as_text("a solution's name"),)
        for entry in performance.entries("order")
    )
    names = [name for group in order for name in group]
    if len(names) == 1 or len(set(names)) < len(names):
        performance.fault("order names each of two or more solutions once, the fastest first")
    return order


def _traffic(root: Node) -> Traffic:
    node = root.get("performance")
    if node is None:
        return Traffic()
    traffic = Traffic(node.number("reads", Traffic.reads), node.number("writes", Traffic.writes))
    if min(traffic.reads, traffic.writes) < 0 or max(traffic.reads, traffic.writes) > MOST_TRAFFIC:
        node.fault(
            f"reads is {traffic.reads:g}, writes {traffic.writes:g}; expected how often each byte "
            "of the inputs has to be read and of the answer written, from 0 to 100"
        )
    return traffic


def _limits(root: Node, keys: Sequence[str]) -> Limits:
    trains = "cpu_seconds" in keys
    node = root.need("limits") if trains else root.get("limits")
    if node is None:
        return LIMITS
    node.only(keys)
    seconds = node.number("call_seconds", LIMITS.call_seconds)
    mib = node.number("memory_mib", LIMITS.memory_bytes / MIB)
    if not (0 < seconds <= MOST_CALL_SECONDS and LEAST_MIB <= mib <= MOST_MIB):
        node.fault(
            f"expected call_seconds in (0, {MOST_CALL_SECONDS}] and memory_mib from {LEAST_MIB} to "
            f"{MOST_MIB}"
        )
    cpu = max(LIMITS.cpu_seconds, _CPUS * SLOW_CALLS * seconds)
    limits = replace(
        LIMITS,
        call_seconds=seconds,
        cpu_seconds=cpu,
        memory_bytes=int(mib * MIB),
        warnings=node.flag("warnings", LIMITS.warnings),
    )
    return _training_limits(node, limits) if trains else limits


def _training_limits(node: Node, limits: Limits) -> Limits:
    """With the CPU time and the steps of a training run, and the size of a model."""
    seconds, mib = node.number("cpu_seconds"), node.number("model_mib", MODEL_MIB)
    if not (0 < seconds <= MOST_CPU_SECONDS and 0 < mib <= MOST_MODEL_MIB):
        node.fault(
            f"expected cpu_seconds in (0, {MOST_CPU_SECONDS}] and model_mib in (0, "
            f"{MOST_MODEL_MIB}]"
        )
    steps = node.number("steps", 0) if node.get("steps") is not None else None
    if steps is not None and not (steps >= 1 and steps == int(steps)):
        node.fault(f"steps is {steps:g}; expected how many calls train a model, at least 1")
        steps = None
    steps = None if steps is None else int(steps)
    return replace(limits, cpu_seconds=seconds, result_bytes=int(mib * MIB), steps=steps)
