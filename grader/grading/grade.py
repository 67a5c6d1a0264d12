"""Grades one submission: the stages in order. Read this file first.

    load -> visible cases -> hidden cases, rules last -> why some failed, on public inputs
         -> the smallest input that fails -> speed, when everything is right

The submission runs in the sandbox only; the answers, the tolerances and the clock stay here.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from grader.feedback import (
    case_kinds,
    causes_of,
    explain,
    explain_load,
    public_evidence,
    public_seed,
)
from grader.feedback.case_kinds import CaseKind
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation
from grader.feedback.public_cases import public_cases
from grader.feedback.smallest_input.gradient_check import check_gradient
from grader.feedback.smallest_input.search import find_smallest
from grader.grading.notebook_report import with_skipped_cells
from grader.grading.receipt import receipt_of
from grader.judging import budget
from grader.judging.blas_threads import one_blas_thread
from grader.judging.drawn_cases import TIMED_SIZE, draw_cases, seeds_of
from grader.judging.judgment import Judgment, judge, to_row_result
from grader.judging.notebook_cells import LoadableSource, leave_out_failures
from grader.judging.runner import Runner
from grader.lab import Case, Lab
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.lab.formats import format_of
from grader.measuring import measure
from grader.messages import message
from grader.results.report import CaseResult, LoadFailure, Performance, Report
from grader.results.verdicts import Verdict

OnCase = Callable[[CaseResult], None]
_SEED_BITS = 128
MOST_EXAMPLES = 3
"""Causes after the first of which a small failing input is looked for."""


class GraderFailed(Exception):
    """The grader, the lab or the host is at fault, not the submission; ``message`` says how."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def grade(
    lab: Lab,
    source: str | bytes,
    *,
    visible_only: bool = False,
    on_case: OnCase | None = None,
    on_correct: Callable[[], None] | None = None,
    on_stage: Callable[[str], None] | None = None,
    seed: int | None = None,
) -> Report:
    """Grades a submission to a lab.

    Args:
        lab: from `grader.load_lab`.
        source: the text of the file, or its bytes as Python would read them.
        visible_only: run the visible cases alone: no hidden case, no timing.
        on_case: called with each result as it comes. Its hint is the case's own; the report's
            may be better, because only all the evidence shows the cause.
        on_correct: called when every case has passed and speed is still to be measured: from then
            on correctness is final, unless an answer is wrong while it is timed.
        on_stage: called with the name of each stage of the cases as it begins: ``sandbox`` (one is
            made and loads the submission), ``cases``, and ``explanation`` where some have failed.
        seed: draws hidden and timed inputs; a secret one of 128 bits unless given.

    Returns: the report. Its verdict is ``grader_failed``, with the cause in ``failure``, when the
        submission could not be judged through no fault of its own.

    Raises: SandboxUnavailable: this host cannot run a submission safely; nothing was run.
    """
    run, names = format_of(lab).grade, [function.name for function in lab.functions]
    loadable = LoadableSource(source)
    if names:  # without functions what is handed in is no program
        loadable = leave_out_failures(source, names, lab.limits)
    if not lab.weights.get("performance"):  # there is no such stage
        on_correct = None
    with one_blas_thread():
        report = run(
            lab,
            loadable.source,
            visible_only=visible_only,
            on_case=on_case,
            on_correct=on_correct,
            on_stage=on_stage,
            seed=seed,
        )
    return report if loadable.source is source else with_skipped_cells(report, loadable, source)


def grade_code(
    lab: Lab,
    source: str | bytes,
    *,
    visible_only: bool = False,
    on_case: OnCase | None = None,
    on_correct: Callable[[], None] | None = None,
    on_stage: Callable[[str], None] | None = None,
    seed: int | None = None,
) -> Report:
    """As `grade`, of a lab of the format ``code``."""
    started = time.monotonic()
    seed = secrets.randbits(_SEED_BITS) if seed is None else seed
    grading = _Grading(lab, source, seed, visible_only, on_case or (lambda result: None))
    grading.on_correct = on_correct or (lambda: None)
    grading.on_stage = on_stage or (lambda name: None)
    try:
        grading.run()
    except GraderFailed as error:
        grading.failure = error.message
    return grading.report(time.monotonic() - started)


def explain_judged(lab: Lab, source: str | bytes, judgments: Sequence[Judgment]) -> Report:
    """The report on cases that have been judged before, without speed.

    It is that of a grading in which these judgments are made, hints included.

    Args:
        lab: whose cases they are.
        source: what was judged; it can be loaded.
        judgments: of all cases of one draw, in order.
    """
    grading = _Grading(lab, source, 0, False, lambda result: None)
    with one_blas_thread():
        for _, judged in groupby(judgments, key=lambda judgment: judgment.case.row):
            grading.take_row(list(judged))
        grading.explain()
    return grading.report(0.0)


@dataclass(frozen=True)
class _AnsweredCase:
    """A case with the reference's answer, and whether a student may see it."""

    visible: bool
    case: Case
    expected: ExpectedAnswer


class _Grading:
    """One grading as it proceeds."""

    def __init__(
        self, lab: Lab, source: str | bytes, seed: int, visible_only: bool, on_case: OnCase
    ) -> None:
        self.lab, self.source, self.seed = lab, source, seed
        self.visible_only, self.on_case = visible_only, on_case
        self.case_seed, self.large_seed, self.time_seed = seeds_of(seed)
        self.on_correct: Callable[[], None] = lambda: None
        self.on_stage: Callable[[str], None] = lambda name: None
        self.results: list[CaseResult] = []
        self.judgments: list[Judgment] = []
        self.kinds: dict[str, CaseKind] = {}
        self.explanations: Mapping[str, Explanation] = {}
        self.load: LoadFailure | None = None
        self.performance: Performance | None = None
        self.more: dict[str, Any] = {}
        self.failure = ""

    def run(self) -> None:
        """All stages. Raises: GraderFailed."""
        limits = self.lab.limits
        self.on_stage("sandbox")
        with Runner(
            self.source, limits, budget=budget.cases_seconds(limits.call_seconds)
        ) as runner:
            self._raise_own_failure(runner.load.verdict, runner.load.detail)
            if runner.load.verdict is not Verdict.passed:
                self.load = explain_load(self.source, runner.load)
            elif runner.load.output:
                self.more["printed"] = runner.load.output  # before any input was there
            self.on_stage("cases")
            for _, cases in groupby(self._cases(runner), key=lambda entry: entry.case.row):
                self._run_row(runner, cases)
            measures = self.lab.weights["performance"] and not self.visible_only
            measures = measures and self._all_right()
            if measures:
                self.on_correct()  # before the sandbox is closed, which takes a moment
        if self.load is None:
            self.explain()
        if measures:
            self._measure()

    def _cases(self, runner: Runner) -> Iterator[_AnsweredCase]:
        """Visible cases first: what a submission prints there cannot hold a hidden input."""
        runner.announce([case.inputs for case in self.lab.visible])
        for case, expected in zip(self.lab.visible, self.lab.visible_answers, strict=True):
            yield _AnsweredCase(True, case, expected)
        if self.visible_only:
            return
        seeds = map(np.random.default_rng, (self.case_seed, self.large_seed))
        try:
            hidden = draw_cases(self.lab, *seeds)
        except Exception as error:  # the lab's own code, which may raise anything
            text = message(
                "{lab}: hidden cases cannot be made: {error}", lab=self.lab.slug, error=error
            )
            raise GraderFailed(text) from error
        runner.announce([case.inputs for case in hidden])
        for case in hidden:
            yield _AnsweredCase(False, case, expected_answer(self.lab.reference, case.inputs))

    def _run_row(self, runner: Runner, cases: Iterable[_AnsweredCase]) -> None:
        """The cases of one row of the report; a rule that has ended the sandbox is not tried on."""
        judged: list[Judgment] = []
        for case in cases:
            judged.append(self._judged(runner, case))
            if not judged[-1].outcome.alive:
                break
        self.take_row(judged)

    def take_row(self, judged: list[Judgment]) -> None:
        """One more row of the report."""
        self.judgments += judged
        result = to_row_result(self.lab, judged)
        self.results.append(result)
        self.on_case(result)

    def _judged(self, runner: Runner, answered: _AnsweredCase) -> Judgment:
        case, expected = answered.case, answered.expected
        right = case.expects.exception if case.expects else ()
        if expected.raised is not None and not isinstance(expected.raised, right):
            raise self._case_failure(
                case, message("the reference raises {error}", error=expected.raised)
            )
        try:
            outcome = runner.run(case.inputs)
        except TypeError as error:  # an input of a kind that cannot be sent
            raise self._case_failure(case, str(error)) from error
        self._raise_own_failure(outcome.verdict, outcome.detail)
        if outcome.alive:
            runner.ask_next()  # it is made while this one is judged
        judgment = judge(self.lab, case, answered.visible, outcome, expected)
        if judgment.verdict is Verdict.grader_failed:  # by the case's own check
            raise self._case_failure(case, judgment.detail)
        return judgment

    def explain(self) -> None:
        """Causes, on inputs that are no secret and in sessions that have seen no other."""
        if not self.results or self._all_right():
            return  # without cases there is nothing to explain
        self.on_stage("explanation")
        public = [] if self.visible_only else public_cases(self.lab)
        self.kinds = case_kinds(self.lab, [*self.lab.visible, *public])
        spending = budget.ExplanationBudget()
        judgments = public_evidence(self.lab, self.source, self.judgments, public, spending)
        evidence = Evidence(self.lab, self.source, judgments, self.kinds, spending)
        explained = explain(evidence, self.results)
        self.results, self.explanations = explained.results, explained.explanations
        causes = causes_of(self.results, self.kinds, self.explanations)
        told = [[j for j in judgments if j.case.row in cause.cases] for cause in causes]
        if any(judgment.failed_by_value for judgment in told[0]):
            self._show_smallest(told[0], np.random.default_rng(public_seed(self.lab)), spending)
        self._show_examples(
            dict(zip([c.case for c in causes[1:]], told[1:], strict=True)), spending
        )
        self.more["explanation"] = spending.as_dict()

    def _show_smallest(
        self,
        evidence: Sequence[Judgment],
        rng: np.random.Generator,
        spending: budget.ExplanationBudget,
    ) -> None:
        """In a sandbox of its own: the cases may have ended the other."""
        calls = spending.part("smallest", budget.SMALLEST_CALLS)
        with Runner(self.source, self.lab.limits, calls=calls) as runner:
            smallest = find_smallest(self.lab, evidence, runner, rng)
            if smallest is None:
                return
            self.more["smallest"] = smallest.as_dict()
            gradient = check_gradient(self.lab, smallest, runner)
            self.more["gradient"] = gradient.as_dict() if gradient else None

    def _show_examples(
        self, told: Mapping[str, Sequence[Judgment]], spending: budget.ExplanationBudget
    ) -> None:
        """The smallest failing input of each further cause, by the case that shows the cause."""
        findable = {
            case: evidence
            for case, evidence in [*told.items()][:MOST_EXAMPLES]
            if any(judgment.failed_by_value for judgment in evidence)
        }
        if not findable:
            return
        calls, examples = spending.part("examples", budget.EXAMPLE_CALLS), {}
        with Runner(self.source, self.lab.limits, calls=calls) as runner:
            for case, evidence in findable.items():
                rng = np.random.default_rng(public_seed(self.lab))
                smallest = find_smallest(self.lab, evidence, runner, rng)
                if smallest is not None:
                    examples[case] = smallest.as_dict()
        if examples:
            self.more["examples"] = examples

    def _measure(self) -> None:
        """Speed; a wrong answer while timed takes the points of the case that it belongs to."""
        measured = measure(self.lab, self.source, self.time_seed)
        self._raise_own_failure(measured.verdict, measured.detail)
        if measured.verdict is Verdict.passed:
            self.performance = measured.performance
            facts = {"scaling": measured.scaling, "memory": measured.memory}
            self.more |= {name: fact.as_dict() if fact else None for name, fact in facts.items()}
            return
        self.results = [
            _failed_when_timed(result, measured.verdict)
            if result.name.startswith(TIMED_SIZE)
            else result
            for result in self.results
        ]

    def _all_right(self) -> bool:
        return bool(self.results) and all(result.passed for result in self.results)

    def _case_failure(self, case: Case, reason: str) -> GraderFailed:
        return GraderFailed(
            message('{lab}: "{case}": {reason}', lab=self.lab.slug, case=case.name, reason=reason)
        )

    @staticmethod
    def _raise_own_failure(verdict: Verdict, detail: str) -> None:
        if verdict is Verdict.grader_failed:
            raise GraderFailed(detail or message("The sandbox failed."))

    def report(self, seconds: float) -> Report:
        """The report of a grading that took so many seconds."""
        lab = self.lab
        return Report(
            lab=lab.slug,
            number=lab.number,
            title=lab.title,
            weights=lab.weights,
            cases=tuple(self.results),
            performance=self.performance,
            load=self.load,
            seconds=seconds,
            visible_only=self.visible_only,
            failure=self.failure,
            causes=causes_of(self.results, self.kinds, self.explanations),
            more=self.more,
            thresholds={"full_at": lab.thresholds.full_at, "zero_at": lab.thresholds.zero_at},
            receipt=receipt_of(lab, self.source, self.seed),
        )


def _failed_when_timed(result: CaseResult, verdict: Verdict) -> CaseResult:
    hint = message(
        "Right when called once but not when called again and again: what is kept between calls?"
    )
    return replace(result, verdict=verdict, hint=hint)
