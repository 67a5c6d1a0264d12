"""What came back from the sandbox: facts only, no judgment of values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grader.files.cells import Cell, place
from grader.messages import Message
from grader.results.verdicts import Verdict
from grader.values.unsent import UnsentValue


@dataclass(frozen=True)
class RaisedException:
    """An exception of the submission.

    ``lines`` are the frames in the student's own file, outermost first, as (line number, source).
    ``bases`` names the classes that the exception is derived from, nearest first; ``cells`` are
    those of the notebook that the file was made from.
    """

    type: str
    message: str
    lines: tuple[tuple[int, str], ...] = ()
    bases: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = field(default=(), repr=False)

    def place(self, line: int, *, starts: bool = False) -> Message:
        """How a student finds a line: ``line 57``, or ``cell 3, line 2`` of a notebook.

        With ``starts`` as the beginning of a sentence.
        """
        return place(self.cells, line, starts=starts)


@dataclass(frozen=True)
class SkippedLines:
    """Lines of a notebook that were left out when it was loaded, and why, where that is known."""

    first: int
    last: int
    reason: Outcome | None = None


@dataclass(frozen=True)
class MissingPart:
    """A part that a result does not have: ``[1]`` or ``.mean`` of what call ``number`` returned.

    ``kind`` is the name of the type that lacks it.
    """

    number: int
    part: str
    kind: str


@dataclass(frozen=True)
class Outcome:
    """The end of one request to a sandbox.

    ``verdict`` is `Verdict.passed` when the request was carried out and a value that can be
    transported came back; whether the value is right is not the sandbox's to say.
    ``step`` is the number of the call in a scenario that this is the end of, 0 of a single call.
    ``value`` holds arrays, floats, ints, bools, ``None``, text, or lists, tuples and dicts of
    those.
    ``unsent`` says what was returned where that cannot be transported: a generator, an object;
    ``missing`` which part of an earlier result is asked for and not there.
    ``detail`` is a further fact in a student's words (the signal, the refused call, the type).
    ``output`` is what the code printed, cut at a display length.
    ``wall_ns`` and ``cpu_ns`` are measured by the trusted process; ``cpu_ns`` and ``peak_bytes``
    count everything that ran in the sandbox. ``queue_ns`` is how long its main thread stood in
    line for a CPU, 0 where the kernel does not say. ``void_reason`` says why the time
    of a timed call counts for nothing, and is empty when it counts. ``alive`` says whether further
    requests can be made. Where cells of a notebook were loaded, ``skipped`` are the lines that
    were left out, and ``running`` the first and last line that were running when the session ended.
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
    skipped: tuple[SkippedLines, ...] = ()
    running: tuple[int, int] | None = None
    unsent: UnsentValue | None = None
    missing: MissingPart | None = None
    step: int = 0
