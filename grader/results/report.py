"""The report of a grading as plain data. `Report.as_dict` is stable: others build on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.messages import entries, joined
from grader.results.verdicts import Verdict, worst
from grader.results.worst_entry import WorstEntry

VERSION = "1.0"
"""Of the grading rules: raised when the same code and seed could be graded differently."""


@dataclass(frozen=True)
class CaseResult:
    """One case's result.

    Only visible cases carry ``detail``, ``input``, ``expected``, ``got``, ``worst``, ``output``
    and ``traceback``; a hidden one carries its verdict, and hints that do not depend on its inputs.
    ``mistake`` and ``hypothesis`` name what explains the failure, where something does.
    """

    name: str
    visible: bool
    function: str
    weight: float
    verdict: Verdict
    hint: str = ""
    mistake: str | None = None
    hypothesis: str | None = None
    detail: str = ""
    input: tuple[tuple[str, str], ...] = ()
    expected: str = ""
    got: str = ""
    worst: WorstEntry | None = None
    output: str = ""
    traceback: str = ""

    @property
    def passed(self) -> bool:
        """Whether the answer was right."""
        return self.verdict is Verdict.passed

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON; of a hidden case without what only visible ones carry."""
        facts = {
            "name": self.name,
            "visible": self.visible,
            "passed": self.passed,
            "verdict": self.verdict.value,
            **entries("hint", self.hint),
            "sentence": str(self.verdict.sentence),
            **entries("detail", self.detail),
            "mistake": self.mistake,
            "hypothesis": self.hypothesis,
            "function": self.function,
            "weight": self.weight,
        }
        if self.visible:
            facts |= {
                "input": [{"name": name, "text": text} for name, text in self.input],
                "expected": self.expected,
                "got": self.got,
                "worst": self.worst.as_dict() if self.worst else None,
                "output": self.output,
                "traceback": self.traceback,
            }
        return facts


@dataclass(frozen=True)
class Performance:
    """Speed as a ratio of times, submission / reference, and the score from 0 to 1 that it earns.

    ``low`` and ``high`` bound the ratio's 95 % interval. ``pairs`` pairs of calls were timed;
    ``reference_ms`` and ``submission_ms`` are medians in milliseconds. ``basis`` names the clock
    that decided, ``cpu`` or ``wall``; ``note`` says what disturbed the measurement. ``void`` tells
    instructors why the time counts for nothing, and is empty when it counts. ``freezing`` names the
    method that kept the submission from running outside of its calls.
    """

    ratio: float
    low: float
    high: float
    score: float
    pairs: int
    reference_ms: float
    submission_ms: float
    basis: str
    note: str = ""
    void: str = ""
    freezing: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON, rounded to what is known."""
        rounded = {
            "ratio": _significant(self.ratio),
            "low": _significant(self.low),
            "high": _significant(self.high),
            "score": round(self.score, 4),
            "reference_ms": _significant(self.reference_ms),
            "submission_ms": _significant(self.submission_ms),
        }
        return rounded | {
            "pairs": self.pairs,
            "basis": self.basis,
            **entries("note", self.note),
            "void": str(self.void),
            "freezing": self.freezing,
        }


@dataclass(frozen=True)
class Memory:
    """The most memory that each side held while it was timed, beyond what it held when loaded."""

    submission_bytes: int
    reference_bytes: int

    def as_dict(self) -> dict[str, float]:
        """For a report's JSON, in MiB; never below 0."""
        parts = (("submission_mib", self.submission_bytes), ("reference_mib", self.reference_bytes))
        return {name: round(max(0, count) / (1 << 20), 2) for name, count in parts}


@dataclass(frozen=True)
class LoadFailure:
    """Why no case could be run: the file did not load."""

    verdict: Verdict
    detail: str = ""
    hint: str = ""
    traceback: str = ""
    output: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""
        return {
            "verdict": self.verdict.value,
            "sentence": str(self.verdict.sentence),
            **entries("detail", self.detail),
            **entries("hint", self.hint),
            "traceback": self.traceback,
            "output": self.output,
        }


@dataclass(frozen=True)
class Report:
    """The grade of one submission. ``failure`` is set when the grader itself failed.

    ``weights`` are the points for ``correctness`` and ``performance``, 100 together; ``seconds`` is
    the wall time that the grading took; ``receipt`` is what a replay needs. ``more`` holds what is
    shown beside the verdict: ``scaling``, ``memory``, ``smallest``, ``gradient``.
    """

    lab: str
    number: str
    title: str
    weights: Mapping[str, float]
    cases: Sequence[CaseResult]
    performance: Performance | None
    load: LoadFailure | None
    seconds: float
    receipt: Mapping[str, str]
    visible_only: bool = False
    failure: str = ""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of load and cases; ``grader_failed`` when the grader itself failed."""
        if self.failure:
            return Verdict.grader_failed
        load = [self.load.verdict] if self.load else []
        return worst([*load, *(case.verdict for case in self.cases)])

    @property
    def correctness(self) -> float:
        """The share of the cases' weight that passed, 0 to 1; exactly 1 when all did."""
        total = sum(case.weight for case in self.cases)
        passed = sum(case.weight for case in self.cases if case.passed)
        return passed / total if total else 0.0

    @property
    def full_correctness(self) -> bool:
        """Whether there are cases and all passed."""
        return bool(self.cases) and all(case.passed for case in self.cases)

    @property
    def score(self) -> float | None:
        """Points, 0 to 100; ``None`` when the grader failed."""
        if self.failure:
            return None
        points = self.weights["correctness"] * self.correctness
        if self.performance is not None:
            points += self.weights["performance"] * self.performance.score
        return round(points, 2)

    @property
    def first(self) -> CaseResult | None:
        """The failing case that says most: the first with the verdict of the whole.

        Of those, one that a known mistake explains comes first, then one that a hypothesis does.
        """
        failing = [case for case in self.cases if not case.passed]
        same_verdict = [case for case in failing if case.verdict is self.verdict]
        by_mistake = [case for case in same_verdict if case.mistake]
        by_hypothesis = [case for case in same_verdict if case.hypothesis]
        return next(iter(by_mistake or by_hypothesis or same_verdict or failing), None)

    @property
    def sentence(self) -> str:
        """The sentence for the verdict, and the cause when there is evidence for one."""
        if self.failure:
            return joined(Verdict.grader_failed.sentence, self.failure)
        explained = self.load or self.first
        return joined(self.verdict.sentence, explained.hint if explained else "")

    def as_dict(self) -> dict[str, Any]:
        """For JSON: other programs read these keys, so that they stay."""
        return {
            "lab": self.lab,
            "number": self.number,
            "title": self.title,
            "verdict": self.verdict.value,
            **entries("sentence", self.sentence),
            "score": self.score,
            "correctness": {
                "score": round(self.correctness, 6),
                "passed": sum(case.passed for case in self.cases),
                "of": len(self.cases),
                "first": self.first.name if self.first else None,
                "cases": [case.as_dict() for case in self.cases],
            },
            "performance": self.performance.as_dict() if self.performance else None,
            "scaling": self.more.get("scaling"),
            "memory": self.more.get("memory"),
            "smallest": self.more.get("smallest"),
            "gradient": self.more.get("gradient"),
            "seconds": round(self.seconds, 3),
            "load": self.load.as_dict() if self.load else None,
            "visible_only": self.visible_only,
            "weights": dict(self.weights),
            "thresholds": dict(self.thresholds),
            "receipt": dict(self.receipt),
        }


def _significant(value: float, digits: int = 4) -> float:
    return float(f"{value:.{digits}g}")
