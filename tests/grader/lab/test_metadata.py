"""``lab.yaml``: what is read, what is assumed, and what is a fault."""

from __future__ import annotations

import ast

import pytest

from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml
from grader.lab.metadata import LIMITS, parameters_of, parse_signature, read_metadata
from grader.lab.model import Function, Metadata, Thresholds, Traffic
from grader.sandbox.limits import MIB
from grader.values.comparison import Tolerance, Tolerances

FULL = """\
number: L5.3
title: Proximal operators
minutes: 45
anchors: [shrinkage]
needs: [penalties]
functions:
  - signature: prox(v, t, kind="l1")
    does: The proximal operator.
weights: {correctness: 80, performance: 20}
tolerance: {float32: {rtol: 1e-4, atol: 1e-6}}
performance: {full_at: 1.5, zero_at: 20, reads: 1, writes: 2}
limits: {call_seconds: 20, memory_mib: 512}
"""


def read(text: str) -> tuple[Metadata, list[str]]:
    faults = Faults()
    root = parse_yaml(text, "lab.yaml", faults)
    assert root is not None
    metadata = read_metadata(root)
    return metadata, [str(fault) for fault in faults]


def test_everything_is_read() -> None:
    metadata, faults = read(FULL)
    assert faults == []
    assert (metadata.number, metadata.title, metadata.minutes) == ("L5.3", "Proximal operators", 45)
    assert (metadata.anchors, metadata.needs) == (("shrinkage",), ("penalties",))
    assert metadata.functions == (
        Function(
            "prox",
            'prox(v, t, kind="l1")',
            "The proximal operator.",
            ("v", "t", "kind"),
            {"kind": "l1"},
        ),
    )
    assert metadata.weights == {"correctness": 80.0, "performance": 20.0}
    assert metadata.tolerances == Tolerances(float32=Tolerance(1e-4, 1e-6))
    assert metadata.thresholds == Thresholds(1.5, 20.0)
    assert metadata.traffic == Traffic(1.0, 2.0)
    assert metadata.limits.call_seconds == 20.0
    assert metadata.limits.memory_bytes == 512 * MIB
    assert metadata.limits.warnings


def test_a_lab_may_refuse_warnings() -> None:
    metadata, faults = read(FULL.replace("memory_mib: 512", "warnings: false"))
    assert (faults, metadata.limits.warnings) == ([], False)


def test_a_capstone_has_a_number_of_one_part() -> None:
    metadata, faults = read(FULL.replace("L5.3", "C1"))
    assert (faults, metadata.number) == ([], "C1")


def read_result(**changes: str) -> tuple[Metadata, list[str]]:
    text = FULL.replace("correctness: 80", "result: 80").replace(
        "call_seconds: 20", "cpu_seconds: 2"
    )
    faults = Faults()
    root = parse_yaml(text + "".join(f"{k}: {v}\n" for k, v in changes.items()), "y", faults)
    assert root is not None
    formats = ("result", "performance", "correctness"), ("cpu_seconds", "memory_mib")
    return read_metadata(root, *formats), [str(fault) for fault in faults]


def test_starter_of_a_lab_that_trains_may_run() -> None:
    assert not read_result()[0].starter_runs
    metadata, faults = read_result(starter="runs")
    assert (faults, metadata.starter_runs) == ([], True)
    _, faults = read_result(starter="walks")
    assert faults == ['y:13: starter is "walks"; expected "runs", or nothing']


def test_defaults_and_what_is_given_by_name_alone() -> None:
    signature = "f(a, b=0.5, *, c, d=None, e=print)"
    metadata, _ = read(FULL.replace('prox(v, t, kind="l1")', signature))
    (function,) = metadata.functions
    assert function.defaults == {"b": 0.5, "d": None, "e": None}
    assert (function.positional, function.keyword_only) == (("a", "b"), ("c", "d", "e"))


def test_slow_calls_get_cpu_time_for_several() -> None:
    metadata, _ = read(FULL)
    assert metadata.limits.cpu_seconds == 120.0


def test_what_may_be_left_out_has_defaults() -> None:
    short = "\n".join(
        line
        for line in FULL.splitlines()
        if not line.startswith(("anchors", "needs", "tolerance", "limits"))
    )
    metadata, faults = read(short.replace(", reads: 1, writes: 2", ""))
    assert faults == []
    assert (metadata.anchors, metadata.needs) == ((), ())
    assert (metadata.tolerances, metadata.limits) == (Tolerances(), LIMITS)
    assert metadata.traffic == Traffic(0.0, 1.0)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("number: L5.3", "number: 5.3", 'lab.yaml:1: number is "5.3"; expected a chapter'),
        ("number: L5.3", "number: C", "or a number such as C1 of a capstone"),
        ("number: L5.3", "number: C1.2", 'lab.yaml:1: number is "C1.2"'),
        (
            "minutes: 45",
            "starter: runs",
            "lab.yaml:3: starter: runs is for labs of the format result",
        ),
        ("minutes: 45", "minutes: 0", "lab.yaml:3: minutes is 0; expected a whole number"),
        ("minutes: 45", "minutes: 1.5", "lab.yaml:3: minutes is 1.5"),
        ("minutes: 45", "minutes: 601", "lab.yaml:3: minutes is 601"),
        ("title: Proximal operators", "titel: x", 'lab.yaml:2: unknown key "titel". Did you mean'),
        ('prox(v, t, kind="l1")', "prox(v, t", 'signature is "prox(v, t"; expected one such as'),
        ("performance: 20}", "performance: 30}", "weights are 80 and 30; expected two that add up"),
        ("correctness: 80", "correctness: -80", "weights are -80 and 20"),
        ("rtol: 1e-4", "rtol: 1.5", "expected rtol in [0, 1) and atol of at least 0"),
        ("float32: {", "float128: {", 'unknown key "float128"'),
        ("full_at: 1.5", "full_at: 30", "full_at is 30, zero_at 20; expected 0 < full_at"),
        ("reads: 1", "reads: 101", "reads is 101, writes 2"),
        ("call_seconds: 20", "call_seconds: 61", "expected call_seconds in (0, 60]"),
        ("memory_mib: 512", "memory_mib: 63", "memory_mib from 64 to 16384"),
    ],
)
def test_wrong_value_is_a_fault_with_its_line(old: str, new: str, fault: str) -> None:
    assert old in FULL
    _, faults = read(FULL.replace(old, new))
    assert any(fault in text for text in faults), faults


@pytest.mark.parametrize("key", ["number", "title", "minutes", "functions", "weights"])
def test_missing_key_is_a_fault(key: str) -> None:
    lines = FULL.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(key))
    end = next((n for n in range(start + 1, len(lines)) if lines[n][0] not in " -"), len(lines))
    _, faults = read("\n".join(lines[:start] + lines[end:]))
    assert f'lab.yaml:1: "{key}" is missing' in faults


@pytest.mark.parametrize(
    ("signature", "parameters"),
    [
        ("f()", []),
        ("f(a, /, b, *, c=1)", ["a", "b", "c"]),
        ("f(a, *rest, **more)", ["a"]),
    ],
)
def test_signature_names_parameters(signature: str, parameters: list[str]) -> None:
    definition = parse_signature(signature)
    assert isinstance(definition, ast.FunctionDef)
    assert parameters_of(definition) == parameters


@pytest.mark.parametrize("text", ["f", "f(", "f(x): pass\ndef g(y)", "f(x): pass; g()", "f(x)\n"])
def test_what_is_no_single_signature_is_refused(text: str) -> None:
    assert parse_signature(text) is None
