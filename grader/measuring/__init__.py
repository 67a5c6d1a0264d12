"""How fast a right submission is, as a ratio to the reference, and what that earns.

Both run in identical sandboxes on the same fresh inputs, pair by pair in random order; the clock
is read here, in the trusted process; every timed answer is checked. See `blocks` for the
protocol, `ratio` for the estimate and `points` for the curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.lab import Lab
from grader.measuring.blocks import Blocks, Refused, Sides, take_pairs, undisturbed
from grader.measuring.points import favourable_score
from grader.measuring.ratio import Estimate, estimate
from grader.measuring.scaling import Scaling, take_scaling
from grader.report import Memory, Performance
from grader.sandbox import open_session
from grader.verdicts import Verdict

NOISY = 1.1
"""An interval wider than this factor says that the machine was busy with other work."""

WAITS = 1.1
"""Wall time decides when its ratio is above that of CPU time by more than this factor, compared
pair by pair: who burns CPU time now and then cannot hide that it sleeps otherwise."""


@dataclass(frozen=True)
class Measured:
    """A performance when ``verdict`` is passed; otherwise what a timed call did wrong."""

    verdict: Verdict
    performance: Performance | None = None
    detail: str = ""
    scaling: Scaling | None = None
    memory: Memory | None = None


def measure(lab: Lab, source: str | bytes, seed: np.random.SeedSequence) -> Measured:
    """Times a submission that was right on all cases against the lab's reference.

    A sandbox that ends while it is timed is tried once more: what its calls ask for has been
    answered before, and a host can lose a process too.
    """
    first, second = seed.spawn(2)
    measured = _measured(lab, source, first)
    return _measured(lab, source, second) if measured.verdict in _AGAIN else measured


_AGAIN = (Verdict.ended_early, Verdict.grader_failed)


def _measured(lab: Lab, source: str | bytes, seed: np.random.SeedSequence) -> Measured:
    rng, blocks = np.random.default_rng(seed), Blocks()
    try:
        while not blocks.done:
            more = _couple(lab, source, rng, blocks)
    except Refused as refused:
        return Measured(refused.verdict, detail=refused.detail)
    return Measured(Verdict.passed, _performance(lab, blocks), **more)


def _couple(
    lab: Lab, source: str | bytes, rng: np.random.Generator, blocks: Blocks
) -> dict[str, Any]:
    """Pairs of one couple of sandboxes; of the last one scaling and memory too. Raises: Refused."""
    with (
        open_session(lab.limits) as submission,
        open_session(lab.limits, program="reference") as reference,
    ):
        loaded = submission.load(source)
        if loaded.verdict is not Verdict.passed:
            raise Refused(loaded.verdict, loaded.detail)
        own = reference.load(lab.reference_source, filename="reference.py")
        if own.verdict is not Verdict.passed:
            detail = f"the reference does not load in the sandbox: {own.detail or own.raised}"
            raise Refused(Verdict.grader_failed, detail)
        side = Sides(lab, submission, reference, rng)
        with undisturbed(rng, submission, reference):
            take_pairs(lab, side, rng, blocks)
            if not blocks.done or blocks.cut_off:
                return {}
            memory = Memory(
                submission_bytes=side.peak_bytes["submission"] - loaded.peak_bytes,
                reference_bytes=side.peak_bytes["reference"] - own.peak_bytes,
            )
            return {"memory": memory, "scaling": take_scaling(lab, side, rng)}


def _performance(lab: Lab, blocks: Blocks) -> Performance:
    """By CPU time, which other work on the machine disturbs least, and which counts helpers; by
    wall time when that is clearly worse for the submission: waiting does not pay either."""
    wall = estimate([pair.wall_ratio for pair in blocks.pairs])
    cpu = estimate([pair.cpu_ratio for pair in blocks.pairs])
    gap = estimate([pair.wall_ratio / pair.cpu_ratio for pair in blocks.pairs])
    waits = blocks.cut_off or (gap.ratio > WAITS and gap.low > 1)
    decides, basis = (wall, "wall") if waits else (cpu, "cpu")
    return Performance(
        ratio=decides.ratio,
        low=decides.low,
        high=decides.high,
        score=0.0 if blocks.cut_off else favourable_score(decides, lab.thresholds),
        pairs=len(blocks.pairs),
        reference_ms=_median_ms([getattr(p.reference, f"{basis}_ns") for p in blocks.pairs]),
        submission_ms=_median_ms([getattr(p.submission, f"{basis}_ns") for p in blocks.pairs]),
        basis=basis,
        note=_note(blocks, decides),
    )


def _median_ms(nanoseconds: list[int]) -> float:
    return float(np.median(nanoseconds)) / 1e6


def _note(blocks: Blocks, decides: Estimate) -> str:
    if blocks.cut_off:
        return "A timed call reached its time limit; the true ratio is at least this."
    if len(blocks.pairs) > 5 and decides.width > NOISY:
        return "The machine was busy with other work: the interval is wide."
    return ""
