"""Where submissions to a lab run: versions, what can be imported, and the limits in force.

The statement page and ``python -m grader labs`` say it; both take it from here.
"""

from __future__ import annotations

import platform
from typing import Any, NamedTuple

import numpy as np

from grader.files.faults import Faults
from grader.files.notebook import MAX_NOTEBOOK_BYTES
from grader.files.submission import MAX_BYTES
from grader.files.yaml_nodes import parse_yaml
from grader.lab.formats import CODE, format_named, known_formats
from grader.lab.metadata import LIMITS, read_metadata
from grader.lab.model import Metadata
from grader.messages import Message, message
from grader.sandbox.limits import MIB, Limits

KIB = 1 << 10


class Fact(NamedTuple):
    """A row of a table for students."""

    label: Message
    value: Message


class Conditions(NamedTuple):
    """What submissions to a lab run under: its limits, and what they are limits of.

    ``has_cases`` says whether functions are called case by case, ``trains`` whether a model is
    trained.
    """

    limits: Limits = LIMITS
    has_cases: bool = True
    trains: bool = False

    @classmethod
    def of(cls, lab: Metadata) -> Conditions:
        """Those of a lab."""
        weights = lab.weights
        return cls(lab.limits, bool(weights.get("correctness")), "result" in weights)


def versions_sentence() -> Message:
    """What code is run by, and what it can import."""
    return message(
        "Code runs on Python {python} with NumPy {numpy} and Python's standard library. Nothing "
        "else can be imported.",
        python=platform.python_version(),
        numpy=np.__version__,
    )


def limit_facts(conditions: Conditions) -> tuple[Fact, ...]:
    """The limits in force, row by row.

    Args:
        conditions: of the lab.
    """
    limits, facts = conditions.limits, []
    if conditions.trains:
        training = message("{seconds} s of CPU time", seconds=f"{limits.cpu_seconds:g}")
        facts.append(Fact(message("One training run"), training))
        if limits.steps is not None:
            steps = message("at most {steps}", steps=f"{limits.steps:,}")
            facts.append(Fact(message("Steps of one training run"), steps))
    if conditions.has_cases:
        facts.append(Fact(message("One call"), _seconds(limits.call_seconds)))
    facts.append(Fact(message("Loading the file"), _seconds(limits.load_seconds)))
    if not conditions.trains:
        facts.append(Fact(message("CPU time, all calls together"), _seconds(limits.cpu_seconds)))
    returned = message("The trained model") if conditions.trains else message("One returned value")
    return (
        *facts,
        Fact(message("Memory"), _mib(limits.memory_bytes)),
        Fact(message("What the code prints"), _mib(limits.output_bytes)),
        Fact(returned, _mib(limits.result_bytes)),
        Fact(
            message("The file that you submit"),
            message(
                "{code} KiB of code; a notebook {notebook} MiB with its outputs",
                code=MAX_BYTES // KIB,
                notebook=MAX_NOTEBOOK_BYTES // MIB,
            ),
        ),
    )


def environment_dict(limits: Limits) -> dict[str, Any]:
    """The same for JSON, in seconds, MiB (``_mib``) and KiB (``_kib``)."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "imports": ["numpy", "the standard library"],
        "limits": {
            "call_seconds": limits.call_seconds,
            "load_seconds": limits.load_seconds,
            "cpu_seconds": limits.cpu_seconds,
            "memory_mib": limits.memory_bytes / MIB,
            "output_mib": limits.output_bytes / MIB,
            "result_mib": limits.result_bytes / MIB,
            "steps": limits.steps,
            "code_kib": MAX_BYTES / KIB,
            "notebook_mib": MAX_NOTEBOOK_BYTES / MIB,
        },
    }


def conditions_in(text: str) -> Conditions:
    """What a ``lab.yaml`` sets; the usual limits where it cannot be read.

    Nothing of the lab is run for it.
    """
    faults = Faults()
    root = parse_yaml(text, "lab.yaml", faults)
    if root is None:
        return Conditions()
    node = root.get("format")
    name = CODE if node is None else node.value
    if name not in known_formats():
        return Conditions()
    form = format_named(name)
    metadata = read_metadata(
        root, form.weights, form.limits, form.keys, asks_functions=form.asks_functions
    )
    return Conditions.of(metadata)


def _seconds(seconds: float) -> Message:
    return message("{seconds} s", seconds=f"{seconds:g}")


def _mib(size: int) -> Message:
    return message("{size} MiB", size=f"{size / MIB:,g}")
