"""Grades a submission that trains a model: the stages in order.

    the lab's cases, if it has any -> one training run on public data, which may be shown
      -> training runs on secret data -> what they have reached -> speed, side by side with them

Explanations come from the public run and from verdicts, so that no secret data can be read out.
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from grader.feedback import causes_of
from grader.feedback.hints.exceptions import Program
from grader.feedback.starter import as_given
from grader.formats.result import hints
from grader.formats.result.rows import (
    NOT_RUN,
    measure_row,
    public_row,
    run_row,
)
from grader.formats.result.runs import Run, fails_early, scored, session_limits, train, wall_seconds
from grader.formats.result.scores import ResultScore, score_runs
from grader.formats.result.speed import performance
from grader.formats.result.task import RunData, Task, draw_data
from grader.grading.grade import GraderFailed, OnCase, grade_code
from grader.judging import budget
from grader.lab import Lab
from grader.lab.programs import describe_exception
from grader.measuring.session_pair import isolated_on_cpu
from grader.messages import joined, message
from grader.results.cause import Cause
from grader.results.report import CaseResult, Performance, Report
from grader.results.verdicts import Verdict
from grader.sandbox import Session, open_session

PUBLIC_SEED = np.random.SeedSequence(0)
"""Of the run that is shown: everybody gets the same data in it."""
_SEED_BITS, _RUNS_KEY = 128, 1
CASES_CPU_SECONDS = 60.0


def grade_result(
    lab: Lab,
    source: str | bytes,
    *,
    visible_only: bool = False,
    on_case: OnCase | None = None,
    on_correct: Callable[[], None] | None = None,
    on_stage: Callable[[str], None] | None = None,
    seed: int | None = None,
) -> Report:
    """As `grader.grade`, of a lab of the format ``result``.

    With ``visible_only`` the visible cases and the public run are all that is done. ``on_correct``
    is not called: there is no result before the end. The stage after those of the cases is
    ``training``.
    """
    started = time.monotonic()
    seed = secrets.randbits(_SEED_BITS) if seed is None else seed
    on_case = on_case or (lambda result: None)
    report = grade_code(
        cases_alone(lab),
        source,
        visible_only=visible_only,
        on_case=on_case,
        on_stage=on_stage,
        seed=seed,
    )
    grading = _Training(lab, source, seed, visible_only, on_case, report.causes)
    if not report.failure and report.load is None:
        if on_stage is not None:
            on_stage("training")
        try:
            grading.run()
        except GraderFailed as error:
            report = replace(report, failure=error.message)
    return replace(
        report,
        format=lab.format,
        weights=lab.weights,
        cases=(*report.cases, *grading.rows),
        causes=_in_order([*report.causes, *_causes(grading.rows)]),
        result=grading.score,
        performance=grading.performance,
        seconds=time.monotonic() - started,
    )


def _causes(rows: list[CaseResult]) -> list[Cause]:
    """The causes of what failed in training, with the mistake that each is."""
    mistakes = {row.name: row.mistake or "" for row in rows}
    return [replace(cause, name=mistakes[cause.case]) for cause in causes_of(rows, {})]


def _in_order(causes: list[Cause]) -> tuple[Cause, ...]:
    """By stage; what cases and training say in the same words is one cause."""
    joint: dict[str, Cause] = {}
    for cause in causes:
        first = joint.setdefault(cause.sentence, cause)
        if first is not cause:
            joint[cause.sentence] = replace(first, cases=(*first.cases, *cause.cases))
    return tuple(sorted(joint.values(), key=lambda cause: cause.stage))


def cases_alone(lab: Lab) -> Lab:
    """The lab's cases alone, with the CPU time that cases have in other labs."""
    limits = replace(lab.limits, cpu_seconds=max(CASES_CPU_SECONDS, lab.limits.cpu_seconds))
    return replace(lab, weights={**lab.weights, "performance": 0.0}, limits=limits)


class _Training:
    """The training runs of one grading as they proceed."""

    def __init__(
        self,
        lab: Lab,
        source: str | bytes,
        seed: int,
        visible_only: bool,
        on_case: OnCase,
        causes: Sequence[Cause],
    ) -> None:
        self.lab, self.source, self.on_case, self.causes = lab, source, on_case, causes
        self.task: Task = lab.content
        self.visible_only = visible_only
        self.seeds = np.random.SeedSequence(seed, spawn_key=(_RUNS_KEY,)).spawn(self.task.seeds)
        self.program = Program.of(source)
        self.as_given = as_given(lab, self.program)
        self.rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(_RUNS_KEY + 1,)))
        self.rows: list[CaseResult] = []
        self.pairs: list[tuple[Run, Run]] = []
        self.score: ResultScore | None = None
        self.performance: Performance | None = None

    def run(self) -> None:
        """All stages. Raises: GraderFailed."""
        data = self._data(PUBLIC_SEED)
        public, _ = self._train(data, is_public=True)
        looks_like = hints.known_mistake(self.lab, self.task, public, data)
        cause = hints.after_cases(self.causes, looks_like)
        self._add(public_row(self.lab, public, data, cause, self.program))
        limits = self.lab.limits
        if self.visible_only:
            self.score = score_runs(self.task, [public], public, limits, is_public=True)
        else:
            runs = self._secret_runs(public)
            self.score = score_runs(self.task, runs, public, limits, is_public=False)
        for score in self.score.measures if self.score is not None else ():
            self._add(measure_row(self.lab, score, cause, is_public=self.visible_only))
        if self.pairs and self.score is not None and self.score.is_full:
            self.performance = performance(self.lab, self.pairs)

    def _secret_runs(self, public: Run) -> list[Run]:
        """None where the public run has failed; few where the first ones fail."""
        runs: list[Run] = []
        is_promising = public.passed and self.task.credit(public.values) == 1
        is_timed = bool(self.lab.weights["performance"]) and is_promising
        for number, seeds in enumerate(self.seeds, start=1):
            if not public.passed or fails_early(runs):
                run = NOT_RUN
            else:
                run, reference = self._train(self._data(seeds), beside_reference=is_timed)
                if reference is not None:
                    self.pairs.append((run, reference))
            runs.append(run)
            self._add(run_row(self.lab, run, number, self.task.seeds))
        return runs

    def _train(
        self, data: RunData, *, is_public: bool = False, beside_reference: bool = False
    ) -> tuple[Run, Run | None]:
        """One run, and the reference's on the same data and CPU. Raises: GraderFailed."""
        with _author_at_fault(self.lab), contextlib.ExitStack() as stack:
            limits = session_limits(self.lab.limits)
            session = stack.enter_context(open_session(limits))
            reference = None
            if beside_reference:
                reference = stack.enter_context(open_session(limits, program="reference"))
                stack.enter_context(isolated_on_cpu(self.rng, session, reference))
            trained, theirs = self._both(session, reference, data)
            session.close()  # before anything of the held-out data goes anywhere
            stack.close()
            if trained.passed:
                trained = scored(self.lab, self.source, trained, data, on_training_data=is_public)
        if trained.verdict is Verdict.grader_failed:
            raise GraderFailed(trained.detail or message("The sandbox failed."))
        return trained, theirs

    def _both(
        self, session: Session, reference: Session | None, data: RunData
    ) -> tuple[Run, Run | None]:
        """Submission and reference in an order that chance decides. Raises: GraderFailed."""
        text = self.lab.reference_source
        sides: dict[str, Callable[[], Run]] = {
            "submission": lambda: train(
                self.lab, session, self.source, data, filename="submission.py"
            )
        }
        if reference is not None:
            beside = reference
            sides["reference"] = lambda: train(
                self.lab, beside, text, data, filename="reference.py"
            )
        order = self.rng.permutation(list(sides))
        found = {name: sides[name]() for name in order}
        theirs = found.get("reference")
        if theirs is not None and not theirs.passed:
            raise GraderFailed(f"the reference cannot be trained: {theirs.verdict.sentence}")
        return found["submission"], theirs

    def _data(self, seeds: np.random.SeedSequence) -> RunData:
        with _author_at_fault(self.lab):
            return draw_data(self.task, seeds)

    def _add(self, row: CaseResult) -> None:
        if self.as_given and row.hint:  # what a starter that runs lacks is worth telling too
            more = row.hint if self.lab.starter_runs else ""
            row = replace(row, hint=joined(self.as_given, more))
        self.rows.append(row)
        self.on_case(row)


@contextlib.contextmanager
def _author_at_fault(lab: Lab) -> Iterator[None]:
    """What the lab's own code raises is no fault of the submission. Raises: GraderFailed."""
    try:
        yield
    except (GraderFailed, OSError):
        raise
    except Exception as error:
        text = f"{lab.slug}: task.py fails: {describe_exception(error)}"
        raise GraderFailed(text) from error


def grading_seconds(lab: Lab) -> float:
    """The most that a whole grading takes, in seconds of wall time."""
    limits, sides = lab.limits, 2 if lab.weights["performance"] else 1
    predicting = wall_seconds(limits)
    a_run = sides * wall_seconds(limits) + predicting + 2 * budget.GRACE_SECONDS
    return budget.grading_seconds(cases_alone(lab)) + (1 + lab.content.seeds) * a_run
