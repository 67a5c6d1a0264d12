"""The report of a grading as plain data. `Report.as_dict` is stable: others build on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from grader.messages import entries, joined, message
from grader.results.cause import AUTHOR, UNKNOWN, Cause, Stage
from grader.results.verdicts import Verdict, worst
from grader.results.worst_entry import WorstEntry

VERSION = "1.1"
"""Of the grading rules: raised when the same code and seed could be graded differently."""


@dataclass(frozen=True)
class CaseResult:
    """One case's result.

    Only visible cases carry ``detail``, ``calls``, ``call``, ``input``, ``expected``, ``got``,
    ``worst``, ``output`` and ``traceback``; a hidden one carries its verdict, and hints that do not
    depend on its inputs. ``calls`` are the lines of a scenario; a single call has none. ``call`` is
    Python source that makes the call, empty where inputs are too large or calls are several.
    ``mistake`` and ``hypothesis`` name what explains the failure, where something does; ``source``
    is what gave the hint, and is empty where that is the case's author. The result
    of a ``rule`` is that of many cases, all or nothing; ``places`` are the functions and words for
    which it is broken.
    """

    name: str
    visible: bool
    function: str
    weight: float
    verdict: Verdict
    hint: str = ""
    mistake: str | None = None
    hypothesis: str | None = None
    source: str = ""
    detail: str = ""
    calls: tuple[str, ...] = ()
    call: str = ""
    input: tuple[tuple[str, str], ...] = ()
    expected: str = ""
    got: str = ""
    worst: WorstEntry | None = None
    output: str = ""
    traceback: str = ""
    rule: bool = False
    places: tuple[str, ...] = ()

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
            "source": self.source or None,
            "function": self.function,
            "weight": self.weight,
        }
        if self.rule:
            facts |= {"rule": True, "places": list(self.places)}
        if self.visible:
            facts |= {
                "input": [{"name": name, "text": text} for name, text in self.input],
                "expected": self.expected,
                "got": self.got,
                "worst": self.worst.as_dict() if self.worst else None,
                "output": self.output,
                "traceback": self.traceback,
            }
        if self.calls:
            facts["calls"] = list(self.calls)
        if self.call:
            facts["call"] = self.call
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


class FormatResult(Protocol):
    """What a lab's format adds to a report; ``score`` is the share of ``weights["result"]``."""

    @property
    def score(self) -> float:
        """From 0 to 1."""

    @property
    def sentences(self) -> Sequence[str]:
        """What a terminal prints of it."""

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""


@dataclass(frozen=True)
class Report:
    """The grade of one submission. ``failure`` is set when the grader itself failed.

    ``weights`` are the points for ``correctness`` and ``performance``, 100 together; ``seconds`` is
    the wall time that the grading took; ``receipt`` is what a replay needs. ``causes`` are the
    failures grouped by cause, what has to be put right first coming first. ``more`` holds what is
    shown beside the verdict: ``scaling``, ``memory``, ``smallest``, ``gradient``, ``explanation``;
    its ``examples`` are the smallest failing inputs of further causes, by the cause's case.
    ``result`` is what the lab's ``format`` adds; its points are ``weights["result"]``.
    ``skipped`` has a sentence for each cell of a notebook that failed and was left out.
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
    causes: Sequence[Cause] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    format: str = "code"
    result: FormatResult | None = None
    skipped: Sequence[str] = ()

    @property
    def verdict(self) -> Verdict:
        """That of the file where it does not load, else of `first`, which shows the first cause."""
        if self.failure:
            return Verdict.grader_failed
        if self.load is not None:
            return self.load.verdict
        return self.first.verdict if self.first else Verdict.passed

    @property
    def correctness(self) -> float:
        """The share of the cases' weight that passed, 0 to 1; exactly 1 when all did."""
        total = sum(case.weight for case in self.cases)
        passed = sum(case.weight for case in self.cases if case.passed)
        if not total:  # a lab without cases of its own
            return self.result.score if self.result is not None else 0.0
        return passed / total

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
        if self.result is not None:
            points += self.weights.get("result", 0.0) * self.result.score
        return round(points, 2)

    @property
    def first(self) -> CaseResult | None:
        """The failing case that shows the first cause; without causes one of the worst verdict."""
        failing = [case for case in self.cases if not case.passed]
        name = self.causes[0].case if self.causes else ""
        verdict = worst(case.verdict for case in failing)
        shown = (case for case in failing if case.name == name or case.verdict is verdict)
        return min(shown, key=lambda case: case.name != name, default=None)

    @property
    def sentence(self) -> str:
        """The headline: the first cause, and how many failing cases that explains.

        The verdict's words precede it wherever it is shown. Its sentence is shown only where
        nothing is known but what an author says of the case.
        """
        if self.failure:
            return joined(Verdict.grader_failed.sentence, self.failure)
        if self.load is not None:
            return self.load.hint or self.verdict.sentence
        if not self.causes:
            return joined(self.verdict.sentence, self.first.hint if self.first else "")
        cause = self.causes[0]
        is_known = cause.source not in (UNKNOWN, AUTHOR) or cause.stage is Stage.refusals
        verdict = "" if is_known and cause.sentence else self.verdict.sentence
        return joined(verdict, _with_count(cause.sentence, len(cause.cases), self.failing))

    @property
    def failing(self) -> int:
        """How many cases were run and failed."""
        return sum(not case.passed and case.verdict is not Verdict.not_run for case in self.cases)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: other programs read these keys, so that they stay."""
        return {
            "lab": self.lab,
            "format": self.format,
            "number": self.number,
            "title": self.title,
            "verdict": self.verdict.value,
            **entries("sentence", self.sentence),
            "causes": [self._cause(cause) for cause in self.causes],
            "score": self.score,
            "correctness": {
                "score": round(self.correctness, 6),
                "passed": sum(case.passed for case in self.cases),
                "of": len(self.cases),
                "first": self.first.name if self.first else None,
                "cases": [case.as_dict() for case in self.cases],
            },
            "performance": self.performance.as_dict() if self.performance else None,
            "result": self.result.as_dict() if self.result is not None else None,
            "scaling": self.more.get("scaling"),
            "memory": self.more.get("memory"),
            "smallest": self.more.get("smallest"),
            "gradient": self.more.get("gradient"),
            "explanation": self.more.get("explanation"),
            **({"printed": self.more["printed"]} if self.more.get("printed") else {}),
            "seconds": round(self.seconds, 3),
            "load": self.load.as_dict() if self.load else None,
            "skipped": [entries("text", note) for note in self.skipped],
            "visible_only": self.visible_only,
            "weights": dict(self.weights),
            "thresholds": dict(self.thresholds),
            "receipt": dict(self.receipt),
        }

    def _cause(self, cause: Cause) -> dict[str, Any]:
        example = self.more.get("examples", {}).get(cause.case)
        return cause.as_dict() | ({"example": example} if example else {})


def _with_count(sentence: str, count: int, failing: int) -> str:
    """With how many of the failing cases it is about, where there are several."""
    if failing < 2:
        return sentence
    if count == failing:
        return message("{cause} This explains all {total} failures.", cause=sentence, total=failing)
    return message(
        "{cause} This explains {count} of {total} failures.",
        cause=sentence,
        count=count,
        total=failing,
    )


def _significant(value: float, digits: int = 4) -> float:
    return float(f"{value:.{digits}g}")
