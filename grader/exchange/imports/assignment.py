"""What an assignment of another system holds, whichever system it is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ForeignTest:
    """A cell of tests. ``points`` are those of all its assertions together.

    ``output`` is what its last expression should give, where that is how it tests.
    """

    place: str
    source: str
    points: float = 1.0
    hidden: bool = False
    output: str = ""


@dataclass
class Assignment:
    """The parts of a notebook.

    ``solution`` and ``starter`` are the code cells as the author and as students see them, by the
    cell's number. ``has_solution`` is false for what was handed out to students.
    """

    system: str
    title: str = ""
    texts: list[str] = field(default_factory=list)
    solution: dict[int, str] = field(default_factory=dict)
    starter: dict[int, str] = field(default_factory=dict)
    tests: list[ForeignTest] = field(default_factory=list)
    has_solution: bool = True
    left_out: list[str] = field(default_factory=list)
