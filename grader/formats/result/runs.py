"""One training run: the student's training in one sandbox, predictions in another.

    data drawn here -> training features and labels into a session -> the model, as plain data
      -> a fresh session, which gets model and features -> predictions, scored here

Held-out features enter the second session only, when the first has ended; held-out labels never
leave the trusted process. Time is CPU time of everything in a sandbox, so that a busy machine
decides nothing; wall time only ends what sleeps.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from grader.formats.result.task import Examples, RunData, Task
from grader.judging.budget import BUSY_FACTOR
from grader.lab import Call, Lab
from grader.lab.cpu_limit import cpu_limit
from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome, RaisedException, Session, open_session
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS
from grader.sandbox.warm import Program

log = logging.getLogger(__name__)

QUEUE_FACTOR = 8.0
"""A run may wait for a CPU for so many times its CPU time without that counting."""
BACKSTOP_SECONDS = 60.0
"""CPU time of a session beyond that of its run: the kernel's own limit, should we be gone."""
MOST_STEPS = 1000
"""Calls of one training run where ``lab.yaml`` does not limit them."""
_LEAST_SECONDS = 0.01


@dataclass(frozen=True)
class Run:
    """What came of one training run.

    ``verdict`` is `Verdict.passed` when the model was trained and its predictions could be scored;
    then ``values`` holds each measure by its name; ``train_values`` and ``predictions`` are those
    for training data where that was asked for. ``cpu_seconds`` is what training took, ``steps`` its
    calls.
    """

    verdict: Verdict
    detail: str = ""
    function: str = ""
    raised: RaisedException | None = None
    output: str = ""
    cpu_seconds: float = 0.0
    steps: int = 0
    model: Any = None
    values: Mapping[str, float] = field(default_factory=dict)
    train_values: Mapping[str, float] = field(default_factory=dict)
    predictions: Any = None

    @property
    def passed(self) -> bool:
        """Whether there are values."""
        return self.verdict is Verdict.passed


class Stopped(Exception):
    """A run that ends here; carries what is known of it."""

    def __init__(self, run: Run) -> None:
        super().__init__(run.verdict.value)
        self.run = run


def wall_seconds(limits: Limits) -> float:
    """The most that one training session takes, in seconds of wall time, waiting included."""
    return BUSY_FACTOR * limits.cpu_seconds + _queue_seconds(limits) + limits.load_seconds


def _queue_seconds(limits: Limits) -> float:
    return QUEUE_ALLOWANCE_SECONDS + QUEUE_FACTOR * limits.cpu_seconds


def train(lab: Lab, session: Session, source: str | bytes, data: RunData, *, filename: str) -> Run:
    """Trains in a session that is new; the run has a model when its verdict is passed.

    Args:
        lab: its content is a `Task`.
        session: from `open_session`, with limits of `session_limits`.
        source: the program.
        data: of the run; of the held-out part nothing is touched.
        filename: of the program, in tracebacks.
    """
    limits = lab.limits
    session.deadline = time.monotonic() + wall_seconds(limits)
    session.queue_allowance = _queue_seconds(limits)
    loaded = session.load(source, filename=filename)
    if loaded.verdict is not Verdict.passed:
        return _stopped(loaded)
    session.limit_cpu(limits.cpu_seconds)
    meter = _Meter(limits.cpu_seconds, limits.steps or MOST_STEPS)
    try:
        model = _drive(lab.content, session, data, meter)
    except Stopped as stopped:
        return replace(stopped.run, cpu_seconds=meter.seconds, steps=meter.steps)
    return Run(
        Verdict.passed,
        function=meter.function,
        output=meter.output,
        cpu_seconds=meter.seconds,
        steps=meter.steps,
        model=model,
    )


def session_limits(limits: Limits) -> Limits:
    """The limits of a session in which a model is trained or predicts."""
    return replace(limits, cpu_seconds=2 * limits.cpu_seconds + BACKSTOP_SECONDS)


@dataclass
class _Meter:
    """Counts steps and CPU time of one run."""

    seconds_left: float
    steps_left: int
    seconds: float = 0.0
    steps: int = 0
    function: str = ""
    output: str = ""

    def call(self, session: Session, call: Call) -> Outcome:
        """Makes one step. Raises: Stopped: it gave no value, or the budget is used up."""
        self.function = call.function
        if self.steps_left <= 0:
            detail = message("It used all of its {steps} steps.", steps=self.steps)
            raise Stopped(Run(Verdict.time_limit, detail, call.function, output=self.output))
        wall = BUSY_FACTOR * max(self.seconds_left, _LEAST_SECONDS)
        outcome = session.call(call.function, call.args, call.kwargs, seconds=wall)
        self.steps, self.steps_left = self.steps + 1, self.steps_left - 1
        self.seconds += outcome.cpu_ns / 1e9
        self.seconds_left -= outcome.cpu_ns / 1e9
        self.output += outcome.output
        if outcome.verdict is Verdict.passed and self.seconds_left < 0:
            outcome = replace(outcome, verdict=Verdict.time_limit)
        if outcome.verdict is not Verdict.passed:
            raise Stopped(_stopped(outcome, call.function, self.output))
        return outcome


def _drive(task: Task, session: Session, data: RunData, meter: _Meter) -> Any:
    """The trained model.

    What the author's code raises on an answer is taken for an answer of another form than the
    statement asks for: with the reference's answers it runs to its end.

    Raises: Stopped; what the author's code raises before the first answer.
    """
    X, y = data.train
    training = task.train(X, y, data.seed)
    if isinstance(training, Call):
        return meter.call(session, training).value
    answer = None
    while True:
        try:
            step = training.send(answer)
        except StopIteration as finished:
            return finished.value
        except Exception as error:
            if not meter.steps:
                raise
            log.warning("task.py fails on an answer of %s: %s", meter.function, error)
            raise Stopped(_of_another_form(meter)) from error
        answer = meter.call(session, step).value


def _of_another_form(meter: _Meter) -> Run:
    detail = message(
        "{function} returns something of another form than the statement asks for.",
        function=meter.function,
    )
    return Run(Verdict.wrong_type, detail, meter.function, output=meter.output)


def _stopped(outcome: Outcome, function: str = "", output: str = "") -> Run:
    return Run(
        outcome.verdict,
        outcome.detail,
        function,
        raised=outcome.raised,
        output=output or outcome.output,
    )


def scored(
    lab: Lab,
    source: str | bytes,
    run: Run,
    data: RunData,
    *,
    on_training_data: bool,
    program: Program = "submission",
) -> Run:
    """The run with the values of its measures, or with what kept it from them.

    Predictions are made in a sandbox of their own, which gets the model and the features.

    Args:
        lab: its content is a `Task`.
        source: the submission.
        run: from `train`, with a model.
        data: of the run.
        on_training_data: also score the training data.
        program: what ``source`` is, for `open_session`.
    """
    task: Task = lab.content
    try:
        _check_model(task, run)
        # Training data first: the session knows nothing of held-out data then.
        parts = ([data.train] if on_training_data else []) + [data.held_out]
        predicted = list(_predicted(lab, source, run, parts, program))
        found = [_values(task, part, run, predictions) for part, predictions in predicted]
    except Stopped as stopped:
        return replace(
            stopped.run,
            cpu_seconds=run.cpu_seconds,
            steps=run.steps,
            output=run.output + stopped.run.output,
        )
    if not on_training_data:
        return replace(run, values=found[-1])
    return replace(run, values=found[-1], train_values=found[0], predictions=predicted[0][1])


def _check_model(task: Task, run: Run) -> None:
    if not all_finite(run.model):
        raise Stopped(replace(run, verdict=Verdict.not_finite))
    with cpu_limit():
        complaint = task.check_model(run.model)
    if complaint:
        raise Stopped(replace(run, verdict=Verdict.wrong_type, detail=str(complaint)))


def _predicted(
    lab: Lab, source: str | bytes, run: Run, parts: list[Examples], program: Program
) -> Iterator[tuple[Examples, Any]]:
    """Each part with the predictions for it. Raises: Stopped."""
    task: Task = lab.content
    first = task.predict(run.model, parts[0][0])
    is_students = first.function in {function.name for function in lab.functions}
    text = source if is_students else lab.reference_source
    program = program if is_students else "reference"
    with open_session(session_limits(lab.limits), program=program) as session:
        session.deadline = time.monotonic() + wall_seconds(lab.limits)
        session.queue_allowance = _queue_seconds(lab.limits)
        loaded = session.load(text, filename=f"{program}.py")
        if loaded.verdict is not Verdict.passed:
            raise Stopped(_stopped(loaded, first.function) if is_students else _ours(loaded))
        session.limit_cpu(lab.limits.cpu_seconds)
        for part in parts:
            call = task.predict(run.model, part[0])
            seconds = BUSY_FACTOR * lab.limits.cpu_seconds
            outcome = session.call(call.function, call.args, call.kwargs, seconds=seconds)
            if outcome.verdict is not Verdict.passed:
                stopped = _stopped(outcome, call.function)
                raise Stopped(stopped if is_students else _unusable(outcome))
            yield part, outcome.value


def _ours(outcome: Outcome) -> Run:
    detail = f"the reference does not load in the sandbox: {outcome.detail or outcome.raised}"
    return Run(Verdict.grader_failed, detail)


def _unusable(outcome: Outcome) -> Run:
    """The lab's own program cannot work with the model: its parts do not fit together."""
    if outcome.verdict is Verdict.grader_failed:
        return Run(Verdict.grader_failed, outcome.detail)
    detail = message("The model cannot be used to predict: do the shapes of its arrays fit?")
    return Run(Verdict.wrong_type, detail)


def _values(task: Task, part: Examples, run: Run, predictions: Any) -> dict[str, float]:
    """Each measure by its name. Raises: Stopped: the predictions have not the right form."""
    X, y = part
    expected = tuple(task.prediction_shape(X, y))
    form = Run(Verdict.passed, function=run.function)
    if not isinstance(predictions, np.ndarray) or predictions.dtype.kind not in "biuf":
        raise Stopped(replace(form, verdict=Verdict.wrong_type, detail=_expected(expected)))
    if predictions.shape != expected:
        raise Stopped(replace(form, verdict=Verdict.wrong_shape, detail=_expected(expected)))
    if not np.isfinite(predictions).all():
        detail = message("The predictions hold NaN or infinity.")
        raise Stopped(replace(form, verdict=Verdict.not_finite, detail=detail))
    with cpu_limit(), np.errstate(all="ignore"):
        return {m.name: float(m.of(y, predictions, run.model)) for m in task.measures}


def _expected(shape: tuple[int, ...]) -> str:
    return message("Predictions are an array of numbers of shape {shape}.", shape=shape)


def all_finite(value: Any) -> bool:
    """Whether plain data hold neither NaN nor infinity."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind not in "fc" or bool(np.isfinite(value).all())
    if isinstance(value, dict):
        return all(map(all_finite, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(all_finite, value))
    if isinstance(value, (float, complex, np.inexact)):
        return bool(np.isfinite(value))
    return True


def fails_early(runs: list[Run], most: int = 2) -> bool:
    """Whether so many runs have failed that the others need not be tried."""
    return sum(not run.passed for run in runs) >= most or any(
        run.verdict is Verdict.time_limit for run in runs
    )
