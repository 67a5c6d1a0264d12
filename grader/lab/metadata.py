"""Reads ``lab.yaml``: number, title, functions, weights, tolerances, speed thresholds, limits."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from grader.files.yaml_nodes import Node
from grader.lab.model import Function, Metadata, Thresholds, Traffic
from grader.sandbox.limits import MIB, Limits
from grader.values.comparison import Tolerance, Tolerances

KEYS = (
    "number",
    "title",
    "minutes",
    "anchors",
    "needs",
    "functions",
    "weights",
    "tolerance",
    "performance",
    "limits",
)
_DTYPES = ("float64", "float32", "float16")
NUMBER = re.compile(r"L\d+\.\d+")
LIMITS = Limits(load_seconds=3.0, call_seconds=2.0)
"""A lab's call takes milliseconds: two seconds are a loop without end."""
MOST_MINUTES = 600
MOST_CALL_SECONDS = 60
LEAST_MIB, MOST_MIB = 64, 16384
MOST_TRAFFIC = 100
_CPUS = 2
SLOW_CALLS = 3
"""Calls that may take their whole limit where that is long, on so many CPUs."""


def read_metadata(root: Node) -> Metadata:
    """The metadata in a document; what is wrong is added to the node's faults.

    A value that is missing or wrong is replaced by a harmless one, so that reading can go on.
    """
    root.only(KEYS)
    return Metadata(
        number=_number(root),
        title=root.text("title"),
        minutes=_minutes(root),
        anchors=tuple(node.as_text("an anchor") for node in root.entries("anchors")),
        needs=tuple(node.as_text("a lab's slug") for node in root.entries("needs")),
        functions=_functions(root),
        weights=_weights(root),
        tolerances=_tolerances(root),
        thresholds=_thresholds(root),
        traffic=_traffic(root),
        limits=_limits(root),
    )


def _number(root: Node) -> str:
    node = root.need("number")
    if node is None:
        return ""
    number = node.as_text("a number such as L5.3")
    if number and not NUMBER.fullmatch(number):
        node.fault(f'number is "{number}"; expected a chapter and a place, such as L5.3')
    return number


def _minutes(root: Node) -> int:
    minutes = root.number("minutes")
    if (node := root.get("minutes")) and not (
        0 < minutes <= MOST_MINUTES and minutes == int(minutes)
    ):
        node.fault(f"minutes is {minutes:g}; expected a whole number from 1 to {MOST_MINUTES}")
    return int(minutes)


def _functions(root: Node) -> tuple[Function, ...]:
    entries = root.entries("functions", required=True)
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
        found.append(Function(definition.name, signature, does, tuple(parameters_of(definition))))
    return tuple(found)


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


def _weights(root: Node) -> dict[str, float]:
    node = root.need("weights")
    if node is None:
        return {"correctness": 100.0, "performance": 0.0}
    node.only(("correctness", "performance"))
    weights = {key: float(node.number(key)) for key in ("correctness", "performance")}
    if min(weights.values()) < 0 or sum(weights.values()) != 100:
        node.fault(
            f"weights are {weights['correctness']:g} and {weights['performance']:g}; "
            "expected two that add up to 100"
        )
    return weights


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


def _thresholds(root: Node) -> Thresholds:
    node = root.need("performance")
    if node is None:
        return Thresholds(1.5, 20.0)
    node.only(("full_at", "zero_at", "reads", "writes"))
    thresholds = Thresholds(node.number("full_at"), node.number("zero_at"))
    if not 0 < thresholds.full_at < thresholds.zero_at:
        node.fault(
            f"full_at is {thresholds.full_at:g}, zero_at {thresholds.zero_at:g}; expected "
            "0 < full_at < zero_at, in times of the reference"
        )
    return thresholds


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


def _limits(root: Node) -> Limits:
    node = root.get("limits")
    if node is None:
        return LIMITS
    node.only(("call_seconds", "memory_mib"))
    seconds = node.number("call_seconds", LIMITS.call_seconds)
    mib = node.number("memory_mib", LIMITS.memory_bytes / MIB)
    if not (0 < seconds <= MOST_CALL_SECONDS and LEAST_MIB <= mib <= MOST_MIB):
        node.fault(
            f"expected call_seconds in (0, {MOST_CALL_SECONDS}] and memory_mib from {LEAST_MIB} to "
            f"{MOST_MIB}"
        )
    cpu = max(LIMITS.cpu_seconds, _CPUS * SLOW_CALLS * seconds)
    return replace(LIMITS, call_seconds=seconds, cpu_seconds=cpu, memory_bytes=int(mib * MIB))
