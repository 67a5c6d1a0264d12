"""Grades a lab on the playground: trains each state again, and looks at what is found there.

The training is the grader's own code, so that no sandbox is needed; it has caps and a time limit.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from grader.formats.playground.exercise import (
    Exercise,
    Goal,
    Question,
    StateAsked,
    violations,
)
from grader.formats.playground.picture import picture
from grader.formats.playground.result import PlaygroundResult, Trained
from grader.formats.playground.words import number_words, seen
from grader.grading.grade import OnCase
from grader.grading.receipt import receipt_of
from grader.lab import Lab
from grader.lab.answer_form import AnswersError, read_answers
from grader.messages import Message, joined, message
from grader.playground import (
    MEASURES,
    Findings,
    State,
    StateError,
    TrainingTimeout,
    check_size,
    findings,
    parse_state,
    train,
)
from grader.playground.training import CPU_SECONDS
from grader.results.cause import AUTHOR, Cause, Stage
from grader.results.report import CaseResult, LoadFailure, Report
from grader.results.verdicts import Verdict

MISTAKE = "mistake"
_SEED_BITS, _WAITING = 128, 4.0
"""Times of the CPU time that a training may take on a machine that is busy."""


def grade_playground(
    lab: Lab,
    source: str | bytes,
    *,
    visible_only: bool = False,
    on_case: OnCase | None = None,
    on_correct: Callable[[], None] | None = None,
    on_stage: Callable[[str], None] | None = None,
    seed: int | None = None,
) -> Report:
    """As `grader.grade`, of a lab of the format ``playground``.

    With ``visible_only`` the states are trained and the questions left out. ``seed`` changes
    nothing: everybody's state is trained from the same seeds. ``on_correct`` is not called:
    there is no result before the end. The only stage is ``training``.
    """
    started = time.monotonic()
    grading = _Grading(lab, on_case or (lambda result: None))
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    failure = ""
    if on_stage is not None:
        on_stage("training")
    try:
        grading.run(text, with_questions=not visible_only)
    except TrainingTimeout:
        failure = message("The training took longer than it should on any machine.")
    return Report(
        lab=lab.slug,
        number=lab.number,
        title=lab.title,
        format=lab.format,
        weights=lab.weights,
        cases=tuple(grading.rows),
        performance=None,
        load=grading.load,
        seconds=time.monotonic() - started,
        visible_only=visible_only,
        failure=failure,
        causes=_causes(grading.rows),
        result=grading.result(),
        receipt=receipt_of(lab, source, secrets.randbits(_SEED_BITS) if seed is None else seed),
    )


def grading_seconds(lab: Lab) -> float:
    """The most that a whole grading takes, in seconds of wall time."""
    return float(len(lab.content.states) * _WAITING * CPU_SECONDS)


@dataclass
class _Grading:
    """One grading as it proceeds."""

    lab: Lab
    on_case: OnCase
    rows: list[CaseResult] = field(default_factory=list)
    trained: list[Trained] = field(default_factory=list)
    load: LoadFailure | None = None
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def exercise(self) -> Exercise:
        """What the lab asks for."""
        exercise: Exercise = self.lab.content
        return exercise

    def run(self, text: str, *, with_questions: bool) -> None:
        """All states, then the questions. Raises: TrainingTimeout."""
        try:
            self.answers = read_answers(self.exercise.names, text)
        except AnswersError as error:
            self.load = LoadFailure(Verdict.does_not_parse, hint=error.message)
            return
        for asked in self.exercise.states:
            for row in self._state_rows(asked):
                self._add(row)
        for question in self.exercise.questions if with_questions else ():
            if question.options:
                self._add(_answered(question, self.answers[question.name]))

    def result(self) -> PlaygroundResult:
        """What the report says of the trainings."""
        free = [
            (question.ask, self.answers.get(question.name, ""))
            for question in self.exercise.questions
            if not question.options
        ]
        return PlaygroundResult(tuple(self.trained), tuple(free), self._record())

    def _record(self) -> tuple[str, float] | None:
        """What the class may compare, where the first goal of its state is reached."""
        record = self.exercise.record
        if record is None or not self.rows:
            return None
        first = next(goal.name for goal in self.exercise.goals if goal.of == record.of)
        if not any(row.name == first and row.passed for row in self.rows):
            return None
        trained = next(each for each in self.trained if each.asked.name == record.of)
        return record.label, max(MEASURES[record.measure](found) for found in trained.found)

    def _state_rows(self, asked: StateAsked) -> Iterator[CaseResult]:
        goals = [goal for goal in self.exercise.goals if goal.of == asked.name]
        try:
            state = parse_state(self.answers[asked.name])
            check_size(state, asked.epochs)
        except StateError as error:
            yield from (_refused(goal, error.message) for goal in goals)
            return
        if broken := violations(asked, state):
            reason = _not_allowed(broken)
            yield from (_refused(goal, reason) for goal in goals)
            return
        training = train(state, asked.epochs)
        found = findings(training)
        self.trained.append(Trained(asked, state, found, picture(training, found)))
        for goal in goals:
            yield self._judged(goal, state, found)

    def _judged(self, goal: Goal, state: State, found: Sequence[Findings]) -> CaseResult:
        values = _values(goal, state, found)
        row = CaseResult(
            name=goal.name,
            visible=True,
            function="",
            weight=goal.points,
            verdict=Verdict.passed,
            expected=goal.asked,
            got=", ".join(values),
        )
        if goal.is_reached(state, found):
            return row
        candidates = (one for one in self.exercise.known if one.of == goal.of)
        known = next((one for one in candidates if one.fits(state, found)), None)
        what = _what_was_seen(goal, state, found)
        hint = goal.hint if known is None else known.hint
        return replace(
            row,
            verdict=Verdict.below_target,
            hint=joined(what, hint),
            mistake=None if known is None else known.name,
            source=AUTHOR if known is None else MISTAKE,
        )

    def _add(self, row: CaseResult) -> None:
        self.rows.append(row)
        self.on_case(row)


def _values(goal: Goal, state: State, found: Sequence[Findings]) -> list[str]:
    condition = goal.condition
    if condition.is_measured:
        return [number_words(MEASURES[condition.subject](each)) for each in found]
    return [condition.value_in(state)]


def _what_was_seen(goal: Goal, state: State, found: Sequence[Findings]) -> Message:
    condition = goal.condition
    if not condition.is_measured:
        return message(
            "{goal} was asked for; the state has {value}.",
            goal=goal.name,
            value=condition.value_in(state),
        )
    values = [MEASURES[condition.subject](each) for each in found]
    return seen(goal.name, values, goal.count(found))


def _not_allowed(broken: Sequence[tuple[str, str, str]]) -> Message:
    subject, there, asked = broken[0]
    return message(
        "The state was not trained: {subject} is {there}, and the lab asks for {asked}. Change it "
        "and hand in again.",
        subject=subject,
        there=there or message("empty"),
        asked=asked or message("an empty one"),
    )


def _refused(goal: Goal, reason: Message) -> CaseResult:
    """A goal of a state that was not trained."""
    return CaseResult(
        name=goal.name,
        visible=True,
        function="",
        weight=goal.points,
        verdict=Verdict.wrong_values,
        hint=reason,
        source=AUTHOR,
        expected=goal.asked,
    )


def _answered(question: Question, answer: str) -> CaseResult:
    given = {part.strip() for part in answer.split(",") if part.strip()}
    right = given == set(question.answer)
    return CaseResult(
        name=f"Question: {question.name}",
        visible=True,
        function="",
        weight=question.points,
        verdict=Verdict.passed if right else Verdict.wrong_values,
        hint="" if right else question.hint or _usual_hint(given),
        source="" if right else AUTHOR,
        got=answer,
    )


def _usual_hint(given: set[str]) -> Message:
    if not given:
        return message("A question is not answered yet.")
    return message("Look once more at what the trained network does.")


def _causes(rows: Sequence[CaseResult]) -> tuple[Cause, ...]:
    """One cause for all rows that a mistake explains or that failed for the same reason."""
    groups: dict[str, list[CaseResult]] = {}
    for row in rows:
        if not row.passed:
            groups.setdefault(row.mistake or str(row.hint), []).append(row)
    return tuple(
        Cause(
            stage=Stage.values,
            source=group[0].source,
            name=group[0].mistake or "",
            sentence=group[0].hint,
            cases=tuple(row.name for row in group),
            case=group[0].name,
        )
        for group in groups.values()
    )
