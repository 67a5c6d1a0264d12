"""What to look for when a model falls short, from a run on public data and from verdicts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.feedback.hints.exceptions import Program, Raised, hint_for_exception
from grader.feedback.hints.limits import endless_loop
from grader.feedback.hints.verdict_hints import hint_for_verdict
from grader.formats.result.runs import Run
from grader.formats.result.scores import MeasureScore
from grader.formats.result.task import RunData, Task, TrainedModel
from grader.lab import Lab
from grader.lab.cpu_limit import cpu_limit
from grader.messages import joined, message
from grader.results import cause as results
from grader.results.verdicts import Verdict

log = logging.getLogger(__name__)

LITTLE = 0.1
"""Of the way from the baseline to the target: a model that comes no further learned nothing."""
FAR = 0.5
"""Of that way: a model that is so much better on its training data has learned them by heart."""

OUT_OF_TIME = message(
    "The time for training was used up. Work on whole batches instead of single entries, and do "
    "not train for longer than the lab asks."
)
NOT_FINITE = message(
    "The trained numbers hold NaN or infinity: the steps are too long, or a logarithm or an "
    "exponential left the range of floats. Print the loss every few steps: where does it jump?"
)
NOTHING_LEARNED = message(
    "This is no better than a model that has learned nothing. Does the loss fall while you train? "
    "Check the sign of the step, and that every array of the model changes."
)
CLOSE = message(
    "It learns, but not enough. Look at the loss of the last epochs: if it is still falling, steps "
    "are too short or too few; if it jumps, they are too long."
)


@dataclass(frozen=True)
class Cause:
    """Why a model falls short, and the mistake of the lab that it looks like."""

    hint: str
    mistake: str | None = None


def hint_for_run(lab: Lab, run: Run, program: Program | None = None) -> str:
    """What to look for when a run failed; its detail is shown beside it where it may be.

    Args:
        lab: that was trained for.
        run: a run that failed.
        program: the submission, if the run's data are public: its lines may be shown then.
    """
    function = run.function or lab.functions[0].name
    if program is not None and run.verdict is Verdict.raised and run.raised is not None:
        return hint_for_exception(Raised(run.raised, program, lab, function))
    if run.verdict is Verdict.time_limit:
        endless = endless_loop(function, program) if program is not None else ""
        if endless:
            return endless
        return joined(run.detail, OUT_OF_TIME) if run.steps > 1 else OUT_OF_TIME
    if run.verdict is Verdict.not_finite:
        return NOT_FINITE
    if run.verdict is Verdict.output_limit:
        most = f"{lab.limits.result_bytes >> 20}"
        return message("Print less, and return a model of at most {most} MiB.", most=most)
    if run.verdict is Verdict.raised and run.raised and run.raised.type == "NotImplementedError":
        return message("The function is still to be written: its body raises NotImplementedError.")
    if run.verdict in (Verdict.wrong_type, Verdict.wrong_shape):
        return run.detail
    return hint_for_verdict(run.verdict, function, lab)


def known_mistake(lab: Lab, task: Task, public: Run, data: RunData) -> Cause | None:
    """The first mistake of the lab that the model trained on public data looks like.

    Of a model that has not the right form, the sentence that says so may be a mistake's hint; one
    that holds NaN or infinity is looked at like any other.
    """
    if public.model is None:
        return None
    if public.verdict not in (Verdict.passed, Verdict.not_finite):
        named = (mistake for mistake in lab.mistakes if mistake.hint == public.detail)
        return next((Cause(mistake.hint, mistake.name) for mistake in named), None)
    X, y = data.train
    unknown = dict.fromkeys((measure.name for measure in task.measures), float("nan"))
    values, train_values = unknown | {**public.values}, unknown | {**public.train_values}
    trained = TrainedModel(public.model, X, y, values, train_values, public.predictions)
    for name, looks_like in task.mistakes.items():
        try:
            with cpu_limit():
                found = looks_like(trained)
        except Exception:  # the author's code, on a model of any content
            log.exception("%s: the test for the mistake %s failed.", lab.slug, name)
            continue
        if found:
            hint = next(mistake.hint for mistake in lab.mistakes if mistake.name == name)
            return Cause(hint, name)
    return None


def after_cases(causes: Sequence[results.Cause], looks_like: Cause | None) -> Cause | None:
    """Why a model falls short, where cases have shown more than it does.

    Models that were trained with different mistakes may look alike. A mistake that the cases do not
    name is not told while they show another cause of wrong values.

    Args:
        causes: of the cases that failed, in order.
        looks_like: from `known_mistake`.
    """
    if looks_like is not None and any(cause.name == looks_like.mistake for cause in causes):
        return looks_like
    written = [cause for cause in causes if cause.stage > results.Stage.nothing_runs]
    first = written[0] if written and written[0].stage <= results.Stage.values else None
    if first is None or first.source in (results.UNKNOWN, results.AUTHOR):
        return looks_like
    return Cause(first.sentence, first.name if first.source == "mistake" else None)


def hint_for_score(score: MeasureScore) -> str:
    """What the values of a measure say that earns less than everything."""
    measure = score.measure
    reached = [measure.credit(value) == 1 for value in score.values if not np.isnan(value)]
    if any(reached) and not all(reached):
        return message(
            "It depends on luck: {good} of {all} training runs reach the target. Look at what the "
            "seed decides: the initial weights and the order of the examples.",
            good=sum(reached),
            all=len(score.values),
        )
    if _progress(score, score.value) < LITTLE:
        if _is_by_heart(score):
            return _by_heart(score)
        return NOTHING_LEARNED
    return _by_heart(score) if _is_by_heart(score) else CLOSE


def _progress(score: MeasureScore, value: float) -> float:
    """How far a value is on the way from the baseline (0) to the target (1)."""
    measure = score.measure
    return (value - measure.baseline) / (measure.full_at - measure.baseline)


def _is_by_heart(score: MeasureScore) -> bool:
    """Whether it is right on its training data alone. What is no better there than the baseline
    has learned nothing, such as training that diverges, however much worse it is on others."""
    if np.isnan(score.train_value) or _progress(score, score.train_value) < LITTLE:
        return False
    return _progress(score, score.train_value) - _progress(score, score.value) > FAR


def _by_heart(score: MeasureScore) -> str:
    shown = score.measure.shown
    return message(
        "On the data that it was trained on the model is much better ({train}) than on others "
        "({held_out}): it has learned examples by heart. Make it smaller, stop earlier or "
        "regularize.",
        train=shown(score.train_value),
        held_out=shown(score.value),
    )
