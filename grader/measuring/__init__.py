"""How fast a right submission is, as a ratio to the reference, and what that earns.

Both run in identical sandboxes on the same fresh inputs, pair by pair in random order; the clock
is read here, in the trusted process; every timed answer is checked. See `session_pair` and `series`
for the protocol, `ratio` for the estimate and `points` for the curve.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.judging import budget
from grader.lab import Lab
from grader.measuring import floor
from grader.measuring.points import favorable_score
from grader.measuring.ratio import Estimate, estimate
from grader.measuring.scaling import Scaling, measure_scaling
from grader.measuring.series import PairSeries, end_early, time_pairs
from grader.measuring.session_pair import (
    OutOfTime,
    RejectedAnswer,
    SessionPair,
    VoidMeasurement,
    isolated_on_cpu,
)
from grader.messages import joined, message
from grader.results.report import Memory, Performance
from grader.results.verdicts import Verdict
from grader.sandbox import open_session
from grader.sandbox.freezing import is_tamper_proof

NOISY = 1.1
"""An interval wider than this factor says that the machine was busy with other work."""

WAITS = 1.1
"""Wall time decides when its ratio is above that of CPU time by more than this factor, compared
pair by pair: a program that burns CPU time now and then cannot hide that it sleeps otherwise."""


@dataclass(frozen=True)
class Measurement:
    """A performance when ``verdict`` is passed; otherwise what a timed call did wrong.

    ``scaling`` and ``memory`` are there when the measurement came to its end.
    """

    verdict: Verdict
    performance: Performance | None = None
    detail: str = ""
    scaling: Scaling | None = None
    memory: Memory | None = None


def measure(lab: Lab, source: str | bytes, seed: np.random.SeedSequence) -> Measurement:
    """Times a submission that was right on all cases against the lab's reference.

    A measurement that is void, or in which a sandbox was lost, is taken again, `TRIES` times in
    all; each takes `budget.MEASURING_SECONDS` at most. When the last one is void too, speed earns
    nothing and the report says why.
    """
    floor.measure_rate()
    for attempt, attempt_seed in enumerate(seed.spawn(TRIES), start=1):
        measurement = _measure_once(lab, source, attempt_seed)
        if not _is_to_be_repeated(measurement, is_first=attempt == 1):
            break
    return measurement


def _is_to_be_repeated(measurement: Measurement, *, is_first: bool) -> bool:
    """Whether it is void, or the host, which may also be why a session ended, was at fault."""
    if measurement.performance is not None and measurement.performance.void:
        return True
    if measurement.verdict is Verdict.ended_early:
        return is_first
    return measurement.verdict is Verdict.grader_failed


TRIES = budget.MEASUREMENTS

NO_PROOF = (
    "This host has no way to freeze a program that the program cannot undo, and "
    "GRADER_REQUIRE_PROOF asks for one: see docs/operating.md."
)


def _proof_is_required() -> bool:
    return os.environ.get("GRADER_REQUIRE_PROOF", "") in ("1", "true", "yes")


def _measure_once(lab: Lab, source: str | bytes, seed: np.random.SeedSequence) -> Measurement:
    rng = np.random.default_rng(seed)
    series = PairSeries(ends=time.monotonic() + budget.MEASURING_SECONDS)
    try:
        while not series.done:
            memory_and_scaling = _measure_session_pair(lab, source, rng, series)
    except RejectedAnswer as rejected:
        return Measurement(rejected.verdict, detail=rejected.detail)
    except VoidMeasurement as void:
        return Measurement(Verdict.passed, _void_performance(str(void)))
    return Measurement(Verdict.passed, _performance(lab, series), **memory_and_scaling)


def _void_performance(reason: str) -> Performance:
    """Speed that counts for nothing."""
    return Performance(
        ratio=0.0,
        low=0.0,
        high=0.0,
        score=0.0,
        pairs=0,
        reference_ms=0.0,
        submission_ms=0.0,
        basis="cpu",
        note=message(
            "The time could not be measured under fair conditions, so speed earns no points."
        ),
        void=reason,
    )


def _measure_session_pair(
    lab: Lab, source: str | bytes, rng: np.random.Generator, series: PairSeries
) -> dict[str, Any]:
    """Times one pair of sandboxes; with the last one, memory and scaling too.

    Raises: RejectedAnswer, VoidMeasurement.
    """
    with (
        open_session(lab.limits) as submission,
        open_session(lab.limits, program="reference") as reference,
    ):
        # The submission's side ends first, so that it cannot use up the time of the reference's.
        submission.deadline, reference.deadline = series.ends, series.ends + budget.GRACE_SECONDS
        series.freeze_method = submission.freeze_method
        if _proof_is_required() and not is_tamper_proof(submission.freeze_method):
            raise RejectedAnswer(Verdict.grader_failed, NO_PROOF)
        loaded = submission.load(source)
        if loaded.verdict is Verdict.time_limit and time.monotonic() >= series.ends:
            end_early(series)  # a busy machine has used up the time, and not what is loaded
            return {}
        if loaded.verdict is not Verdict.passed:
            raise RejectedAnswer(loaded.verdict, loaded.detail)
        ours = reference.load(lab.reference_source, filename="reference.py")
        if ours.verdict is not Verdict.passed:
            detail = f"the reference does not load in the sandbox: {ours.detail or ours.raised}"
            raise RejectedAnswer(Verdict.grader_failed, detail)
        sessions = SessionPair(lab, submission, reference, rng)
        with isolated_on_cpu(rng, submission, reference):
            time_pairs(lab, sessions, rng, series)
            if not series.done or series.cut_off or not submission.alive:
                return {}
            memory = Memory(
                submission_bytes=sessions.peak_bytes["submission"] - loaded.peak_bytes,
                reference_bytes=sessions.peak_bytes["reference"] - ours.peak_bytes,
            )
            scaling = None
            with contextlib.suppress(OutOfTime):
                scaling = measure_scaling(lab, sessions, rng)
            return {"memory": memory, "scaling": scaling}


def _performance(lab: Lab, series: PairSeries) -> Performance:
    """The ratio of CPU time, which other work on the machine disturbs least, and which counts
    helpers; that of wall time when it is clearly worse: waiting does not pay either."""
    wall = estimate([pair.wall_ratio for pair in series.pairs])
    cpu = estimate([pair.cpu_ratio for pair in series.pairs])
    gap = estimate([pair.wall_ratio / pair.cpu_ratio for pair in series.pairs])
    waits = series.cut_off or (gap.value > WAITS and gap.low > 1)
    decides, basis = (wall, "wall") if waits else (cpu, "cpu")
    return Performance(
        ratio=decides.value,
        low=decides.low,
        high=decides.high,
        score=0.0 if series.cut_off else favorable_score(decides, lab.thresholds),
        pairs=len(series.pairs),
        reference_ms=_median_ms([getattr(p.reference, f"{basis}_ns") for p in series.pairs]),
        submission_ms=_median_ms([getattr(p.submission, f"{basis}_ns") for p in series.pairs]),
        basis=basis,
        note=_note(series, decides),
        freezing=series.freeze_method,
    )


def _median_ms(nanoseconds: list[int]) -> float:
    return float(np.median(nanoseconds)) / 1e6


def _note(series: PairSeries, decides: Estimate) -> str:
    if series.cut_off:
        return message("A timed call reached its time limit; the true ratio is at least this.")
    notes = []
    if len(series.pairs) > 5 and decides.width > NOISY:
        notes.append(message("The machine was busy with other work: the interval is wide."))
    if not is_tamper_proof(series.freeze_method):
        notes.append(
            message("This host cannot freeze a program for certain: the time is not proof.")
        )
    return joined(*notes)
