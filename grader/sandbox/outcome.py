"""What came back from the sandbox: facts only, no judgment of values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.results.verdicts import Verdict


@dataclass(frozen=True)
class RaisedException:
    """An exception of the submission.

    ``lines`` are the frames in the student's own file, outermost first, as (line number, source).
    ``bases`` names the classes that the exception is derived from, nearest first.
    """

    type: str
    message: str
    lines: tuple[tuple[int, str], ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The end of one request to a sandbox.

    ``verdict`` is `Verdict.passed` when the request was carried out and a value that can be
    transported came back; whether the value is right is not the sandbox's to say.
    ``value`` holds arrays, floats, ints, bools, ``None``, text, or lists, tuples and dicts of
    those.
    ``detail`` is a further fact in a student's words (the signal, the refused call, the type).
    ``output`` is what the code printed, cut at a display length.
    ``wall_ns`` and ``cpu_ns`` are measured by the trusted process; ``cpu_ns`` and ``peak_bytes``
    count everything that ran in the sandbox. ``queue_ns`` is how long its main thread stood in
    line for a CPU, 0 where the kernel does not say. ``void_reason`` says why the time
    of a timed call counts for nothing, and is empty when it counts. ``alive`` says whether further
    requests can be made.
    """

    verdict: Verdict
    value: Any = None
    raised: RaisedException | None = None
    detail: str = ""
    output: str = ""
    wall_ns: int = 0
    cpu_ns: int = 0
    queue_ns: int = 0
    void_reason: str = ""
    peak_bytes: int = 0
    alive: bool = True
