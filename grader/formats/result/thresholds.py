"""Whether a lab's thresholds lie far enough from what its own programs reach.

A right solution must earn everything whatever data are drawn, and a mistake must not, or luck would
decide. Each program is trained as in several gradings; the distance of what it reaches from a
threshold is measured in standard deviations between gradings. That of a mean over training runs
follows from single runs, which are independent of each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from grader.files.faults import Faults
from grader.formats.result.grading import cases_alone
from grader.formats.result.runs import Run, all_finite, scored, session_limits, train
from grader.formats.result.task import Measure, Task, draw_data
from grader.grading.grade import grade_code
from grader.lab import Lab, Mistake
from grader.results.verdicts import Verdict
from grader.sandbox import open_session
from grader.sandbox.warm import Program

DEVIATIONS = 4.0
"""How many standard deviations a threshold has to lie away."""
MOST_CPU_SHARE = 0.5
"""Of the limit on CPU time, for right solutions: another machine may be half as fast."""
FAR = 3 * DEVIATIONS
"""Standard deviations by which a mistake misses a target so clearly that few runs are enough."""
FEW_RUNS = 5
"""Training runs of a mistake before it is decided whether more are needed."""
MEDIAN_DEVIATION = 1.25
"""Standard deviation of the median of normal values, over that of their mean."""
SEEDS = tuple(range(8))


@dataclass(frozen=True)
class Reached:
    """What one program reaches in one measure: mean and deviation over gradings."""

    program: str
    measure: Measure
    mean: float
    deviation: float

    def distance(self, threshold: float) -> float:
        """From a threshold, in standard deviations; positive where the program is better."""
        gap = (self.mean - threshold) * self.measure.sign
        if self.deviation == 0 or not np.isfinite(gap):
            return float(np.sign(gap) * np.inf) if gap else 0.0
        return gap / self.deviation

    def as_dict(self) -> dict[str, Any]:
        """For JSON; numbers that are not finite become null."""
        numbers = {
            "mean": self.mean,
            "deviation": self.deviation,
            "from_full_at": self.distance(self.measure.full_at),
            "from_zero_at": self.distance(self.measure.zero_at),
        }
        finite = {key: float(f"{n:.4g}") if np.isfinite(n) else None for key, n in numbers.items()}
        return {"program": self.program, "measure": self.measure.name, **finite}


@dataclass(frozen=True)
class ThresholdCheck:
    """All that was measured, the most CPU time of each right solution, and the faults."""

    reached: tuple[Reached, ...]
    cpu_seconds: dict[str, float]
    faults: Faults

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "reached": [each.as_dict() for each in self.reached],
            "cpu_seconds": {name: round(each, 3) for name, each in self.cpu_seconds.items()},
            "faults": [str(fault) for fault in self.faults],
        }


def check_thresholds(
    lab: Lab, seeds: Sequence[int] = SEEDS, *, all_seeds: bool = True
) -> ThresholdCheck:
    """Trains every solution and mistake as in one grading for each seed.

    Args:
        lab: of the format ``result``.
        seeds: of gradings; at least two.
        all_seeds: whether mistakes are trained for every seed, even those that are `FAR` from a
            target after `FEW_RUNS`.

    Raises: ValueError: fewer than two seeds. SandboxUnavailable.
    """
    if len(seeds) < 2:
        raise ValueError("A deviation needs at least two seeds.")
    faults, reached, cpu_seconds = Faults(), [], {}
    for name, source in lab.solutions.items():
        gradings = [_runs(lab, source, seed) for seed in seeds]
        path = lab.folder / "solutions" / f"{name}.py"
        found = _reached(lab, f"solutions/{name}", gradings)
        cpu_seconds[name] = max(run.cpu_seconds for runs in gradings for run in runs)
        _check_runs(path, gradings, faults)
        _check_solution(path, found, faults)
        _check_time(lab, path, cpu_seconds[name], faults)
        reached += found
    for mistake in lab.mistakes:
        if _fails_a_case(lab, mistake.source):
            continue
        gradings, found = _train_mistake(lab, mistake, seeds, all_seeds=all_seeds)
        _check_mistake(lab.folder / "mistakes" / f"{mistake.name}.py", gradings, found, faults)
        reached += found
    reached += _check_reference(lab, seeds, faults)
    return ThresholdCheck(tuple(reached), cpu_seconds, faults)


def _runs(lab: Lab, source: str, seed: int, program: Program = "submission") -> list[Run]:
    """The training runs of one grading, each from training to its values."""
    task: Task = lab.content
    limits = session_limits(lab.limits)
    found = []
    for number in range(task.seeds):
        data = draw_data(task, np.random.SeedSequence(seed, spawn_key=(0, number)))
        with open_session(limits, program=program) as session:
            run = train(lab, session, source, data, filename=f"{program}.py")
        if run.passed:
            run = scored(lab, source, run, data, on_training_data=False, program=program)
        found.append(run)
        if not run.passed:
            break
    return found


def _train_mistake(
    lab: Lab, mistake: Mistake, seeds: Sequence[int], *, all_seeds: bool
) -> tuple[list[list[Run]], list[Reached]]:
    """The gradings of a mistake and what it reaches in them; few where they are clear."""
    program, few = f"mistakes/{mistake.name}", ceil(FEW_RUNS / lab.content.seeds)
    gradings = [_runs(lab, mistake.source, seed) for seed in seeds[:few]]
    if not all_seeds:
        found = _reached_in_runs(lab, program, gradings)
        if _misses_by_far(gradings, found):
            return gradings, found
    gradings += [_runs(lab, mistake.source, seed) for seed in seeds[few:]]
    return gradings, _reached(lab, program, gradings)


def _fails_a_case(lab: Lab, source: str) -> bool:
    if not lab.visible:
        return False
    report = grade_code(cases_alone(lab), source, seed=0)
    return report.load is not None or not all(case.passed for case in report.cases)


def _reached(lab: Lab, program: str, gradings: Iterable[list[Run]]) -> list[Reached]:
    """Mean and deviation of each measure; nothing of a program with a run that failed."""
    complete = [runs for runs in gradings if all(run.passed for run in runs)]
    if len(complete) < 2:
        return []
    found = []
    for measure in lab.content.measures:
        values = [[run.values[measure.name] for run in runs] for runs in complete]
        mean, deviation = _over_gradings(measure, values)
        if all_finite([mean, deviation]):
            found.append(Reached(program, measure, mean, deviation))
    return found


def _over_gradings(measure: Measure, values: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Mean and deviation of a measure over gradings, from its values in the runs of each."""
    if measure.over_seeds == "mean":
        deviation = float(np.std(values, ddof=1)) / float(np.sqrt(len(values[0])))
        return float(np.mean(values)), deviation
    gradings = [measure.summary(runs) for runs in values]  # few runs say little of a median
    return float(np.mean(gradings)), float(np.std(gradings, ddof=1))


def _reached_in_runs(lab: Lab, program: str, gradings: Iterable[list[Run]]) -> list[Reached]:
    """As `_reached`, but deviations are estimated from single runs, those of medians as well.

    A mean's is overestimated by `MEDIAN_DEVIATION`: the mistake has to miss by more.
    """
    runs = [run for runs in gradings for run in runs]
    if len(runs) < FEW_RUNS or not all(run.passed for run in runs):
        return []
    scale, found = MEDIAN_DEVIATION / np.sqrt(lab.content.seeds), []
    for measure in lab.content.measures:
        values = [run.values[measure.name] for run in runs]
        mean, deviation = measure.summary(values), scale * float(np.std(values, ddof=1))
        if all_finite([mean, deviation]):
            found.append(Reached(program, measure, mean, deviation))
    return found


def _misses_by_far(gradings: Iterable[list[Run]], found: Iterable[Reached]) -> bool:
    """Whether a mistake is known to be one: no run comes to its end, or one measure is `FAR`."""
    if not any(run.passed for runs in gradings for run in runs):
        return True
    return any(each.distance(each.measure.full_at) <= -FAR for each in found)


def _check_runs(path: Path, gradings: Iterable[list[Run]], faults: Faults) -> None:
    """A right solution's training must come to its end."""
    failed = next((run for runs in gradings for run in runs if not run.passed), None)
    if failed is not None:
        reason = failed.detail or (failed.raised.message if failed.raised else "")
        faults.add(path, 1, f"a training run fails: {failed.verdict.words}. {reason}".strip())


def _check_solution(path: Path, found: Iterable[Reached], faults: Faults) -> None:
    for each in found:
        for name in ("full_at", "zero_at"):
            threshold = getattr(each.measure, name)
            if each.distance(threshold) < DEVIATIONS:
                faults.add(path, 1, _too_near(each, name, threshold))


def _too_near(each: Reached, name: str, threshold: float) -> str:
    return (
        f"reaches {each.mean:.4g} ± {each.deviation:.2g} in {each.measure.name}; {name} is "
        f"{threshold:g}, and must lie {DEVIATIONS:g} standard deviations away"
    )


def _check_time(lab: Lab, path: Path, seconds: float, faults: Faults) -> None:
    limit = lab.limits.cpu_seconds
    if seconds > MOST_CPU_SHARE * limit:
        faults.add(
            path,
            1,
            f"takes {seconds:.2g} s of CPU time; the limit is {limit:g} s, and must be twice what "
            "a right solution takes",
        )


def _check_mistake(
    path: Path, gradings: Iterable[list[Run]], found: Sequence[Reached], faults: Faults
) -> None:
    """One measure at least must be missed, and by enough; or no run may come to its end.

    A lab with cases of its own may catch a mistake by one of them.
    """
    if not any(run.passed for runs in gradings for run in runs):
        if any(run.verdict is Verdict.grader_failed for runs in gradings for run in runs):
            faults.add(path, 1, "cannot be trained: the grader failed")
        return
    if not any(each.distance(each.measure.full_at) <= -DEVIATIONS for each in found):
        shown = ", ".join(f"{each.mean:.4g} ± {each.deviation:.2g}" for each in found) or "nothing"
        faults.add(
            path,
            1,
            f"reaches {shown}; one measure must lie {DEVIATIONS:g} standard deviations short of "
            "full_at",
        )


def _check_reference(lab: Lab, seeds: Sequence[int], faults: Faults) -> list[Reached]:
    """What the task says of the reference must be what it reaches."""
    path = lab.folder / "reference.py"
    gradings = [_runs(lab, lab.reference_source, seed, "reference") for seed in seeds]
    _check_runs(path, gradings, faults)
    found = _reached(lab, "reference", gradings)
    for each in found:
        said, margin = each.measure.reference, DEVIATIONS * each.deviation
        if abs(each.mean - said) > max(margin, 10.0**-each.measure.digits):
            faults.add(
                path,
                1,
                f"reaches {each.mean:.4g} ± {each.deviation:.2g} in {each.measure.name}; task.py "
                f"says {said:g}",
            )
    return found
