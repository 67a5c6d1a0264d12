"""One training run through real sandboxes: what passes between them, and what ends it."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.formats.result.runs import (
    Run,
    all_finite,
    fails_early,
    scored,
    session_limits,
    train,
    wall_seconds,
)
from grader.formats.result.task import RunData, draw_data
from grader.lab import Call, Lab, call
from grader.results.verdicts import Verdict
from grader.sandbox import Session, open_session
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS
from tests.grader.result_lab import GOOD, PREDICT

DATA = np.random.SeedSequence(5)


def trained(lab: Lab, source: str, data: RunData | None = None) -> Run:
    data = data if data is not None else draw_data(lab.content, DATA)
    with open_session(session_limits(lab.limits)) as session:
        return train(lab, session, source, data, filename="submission.py")


def finished(lab: Lab, source: str, **changes: Any) -> Run:
    """Trained and scored, with changes to the task."""
    lab = replace(lab, content=replace(lab.content, **changes))
    data = draw_data(lab.content, DATA)
    run = trained(lab, source, data)
    return scored(lab, source, run, data, on_training_data=True) if run.passed else run


def test_model_is_trained_and_scored(clouds: Lab) -> None:
    run = finished(clouds, GOOD)
    assert run.passed
    assert run.values["Held-out accuracy"] > 0.9
    assert run.train_values["Held-out accuracy"] > 0.9
    assert run.predictions.shape == (100,)
    assert (run.steps, run.function) == (1, "train")
    assert run.cpu_seconds > 0


@pytest.mark.parametrize(
    ("body", "verdict", "detail"),
    [
        ("raise ValueError('no')", "raised", ""),
        ("return object()", "wrong_type", "It returned a value of type object."),
        ("import pickle; return pickle.dumps([1.0])", "wrong_type", "It returned bytes."),
        ("return lambda X: X", "wrong_type", "It returned a function."),
        ("return None", "wrong_type", "The model is a pair: weights and bias."),
        ("return [np.zeros(3), 0.0]", "wrong_type", "There are two weights."),
        ("return [np.zeros(2), np.zeros(1 << 20)]", "output_limit", "It returned 8,388,"),
        ("return [np.full(2, np.nan), 0.0]", "not_finite", ""),
        ("return [np.zeros(2), float('inf')]", "not_finite", ""),
        ("X[:] = 0; return [np.zeros(2), 0.0]", "changed_inputs", ""),
        ("import sys; sys.exit()", "ended_early", ""),
        ("print('x' * 2_000_000)", "output_limit", ""),
        ("return np.zeros((1 << 30))", "memory_limit", ""),
    ],
)
def test_what_ends_a_run(clouds: Lab, body: str, verdict: str, detail: str) -> None:
    run = finished(clouds, f"import numpy as np\n\ndef train(X, y, seed):\n    {body}\n{PREDICT}")
    assert (run.verdict.value, run.values) == (verdict, {})
    assert detail in run.detail


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("return X", "wrong_shape"),
        ("return np.zeros((len(X), 1))", "wrong_shape"),
        ("return list(X[:, 0])", "wrong_type"),
        ("return X[:, 0] + 1j", "wrong_type"),
        ("return X[:, 0] * np.nan", "not_finite"),
        ("raise KeyError", "raised"),
        ("while True: pass", "time_limit"),
    ],
)
def test_predictions_must_have_their_form(clouds: Lab, body: str, verdict: str) -> None:
    lab = replace(clouds, limits=replace(clouds.limits, cpu_seconds=0.3))
    source = f"{GOOD}\n\ndef predict(model, X):\n    {body}\n"
    assert finished(lab, source).verdict.value == verdict


def test_shape_of_predictions_may_be_the_authors(clouds: Lab) -> None:
    source = GOOD.replace("return np.where(", "return np.stack(2 * [X[:, 0]], 1)\n    np.where(")
    run = finished(
        clouds,
        source,
        prediction_shape=lambda X, y: (len(X), 2),
        measures=[replace(clouds.content.measures[0], of=lambda y, p, model: p.shape[1])],
    )
    assert run.values == {"Held-out accuracy": 2.0}


def test_answer_that_the_authors_code_cannot_read_has_another_form(clouds: Lab) -> None:
    def in_two_calls(X: Any, y: Any, seed: int) -> Any:
        model = yield call("train", X, y, seed)
        return model["weights"], model["bias"]

    run = finished(clouds, GOOD, train=in_two_calls)
    assert (run.verdict, run.function) == (Verdict.wrong_type, "train")
    assert run.detail == "train returns something of another form than the statement asks for."


def test_author_that_fails_before_the_first_answer_is_at_fault(clouds: Lab) -> None:
    def broken(X: Any, y: Any, seed: int) -> Any:
        yield call("train", X["no such"], y, seed)

    with pytest.raises(IndexError):
        finished(clouds, GOOD, train=broken)


def test_held_out_features_come_to_a_session_that_has_not_trained(clouds: Lab) -> None:
    """What training leaves behind is not there when predictions are made."""
    source = f"kept = []\n\n{GOOD}".replace("    a, b =", "    kept.append(y)\n    a, b =")
    source = source.replace("return np.where(", "return np.full(len(X), len(kept))\n    np.where(")
    assert finished(clouds, source).values["Held-out accuracy"] == 0.5


def test_labels_of_held_out_data_enter_no_sandbox(clouds: Lab) -> None:
    """What cannot be sent into a sandbox would raise TypeError on the way."""
    draw = clouds.content.held_out

    def unsendable(rng: np.random.Generator, world: Any) -> tuple[Any, Any]:
        return draw(rng, world)[0], object()

    accuracy = replace(clouds.content.measures[0], of=lambda y, p, model: float(p.mean()))
    run = finished(
        clouds,
        GOOD,
        held_out=unsendable,
        measures=[accuracy],
        prediction_shape=lambda X, y: (len(X),),
    )
    assert run.passed


@pytest.mark.parametrize(
    "burning",
    [
        "while True: pass",
        "import threading as t\n    for _ in 'abc': t.Thread(target=burn).start()\n    burn()",
        "import os\n    for _ in range(3):\n        if os.fork() == 0: burn()\n    burn()",
        "import signal\n    signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n    burn()",
    ],
    ids=["loop", "threads", "processes", "deaf-to-the-kernel"],
)
def test_cpu_time_is_that_of_everything_inside(clouds: Lab, burning: str) -> None:
    lab = replace(clouds, limits=replace(clouds.limits, cpu_seconds=0.4))
    burn = "def burn():\n    while True: pass\n\n"
    run = trained(lab, f"{burn}def train(X, y, seed):\n    {burning}\n{PREDICT}")
    assert run.verdict is Verdict.time_limit
    assert run.detail == "It used all the CPU time that it had."


def test_sleeping_ends_too(clouds: Lab) -> None:
    lab = replace(clouds, limits=replace(clouds.limits, cpu_seconds=0.05))
    source = f"import time\n\ndef train(X, y, seed):\n    time.sleep(60)\n{PREDICT}"
    assert trained(lab, source).verdict is Verdict.time_limit


def stepwise(X: Any, y: Any, seed: int) -> Generator[Call, Any, Any]:
    """The trusted side makes the steps: each gets the answer of the one before."""
    model = (np.zeros(2), 0.0)
    for _ in range(4):
        model = yield call("train", X, y, seed)
    return model


def test_training_may_be_made_of_steps_that_are_counted(clouds: Lab) -> None:
    run = finished(clouds, GOOD, train=stepwise)
    assert (run.passed, run.steps) == (True, 4)
    assert run.values["Held-out accuracy"] > 0.9


def test_steps_are_a_budget(clouds: Lab) -> None:
    clouds = replace(clouds, limits=replace(clouds.limits, steps=3))
    run = finished(clouds, GOOD, train=stepwise)
    assert (run.verdict, run.steps) == (Verdict.time_limit, 3)
    assert run.detail == "It used all of its 3 steps."


def test_cpu_time_of_all_steps_counts_together(clouds: Lab) -> None:
    lab = replace(clouds, limits=replace(clouds.limits, cpu_seconds=0.3))
    source = "import time\n\n" + GOOD.replace(
        "    a, b =",
        "    end = time.process_time() + 0.12\n"
        "    while time.process_time() < end: pass\n"
        "    a, b =",
    )
    run = finished(lab, source, train=stepwise)
    assert (run.verdict, run.steps) == (Verdict.time_limit, 3)


def test_file_that_does_not_load_ends_the_run(clouds: Lab) -> None:
    assert trained(clouds, "1 / 0").verdict is Verdict.raised
    assert trained(clouds, "def train(").verdict is Verdict.does_not_parse
    assert trained(clouds, "x = 1").verdict is Verdict.no_such_function


def test_reference_predicts_where_the_lab_does_not_ask_for_it(clouds: Lab) -> None:
    lab = replace(clouds, functions=clouds.functions[:1])
    run = finished(lab, GOOD.partition("def predict")[0])
    assert run.values["Held-out accuracy"] > 0.9


def test_model_that_the_reference_cannot_use_has_the_wrong_form(clouds: Lab) -> None:
    lab = replace(clouds, functions=clouds.functions[:1])
    source = "def train(X, y, seed):\n    return [X[0], 'nothing']\n"
    run = finished(lab, source)
    assert run.verdict is Verdict.wrong_type
    assert "do the shapes of its arrays fit" in run.detail


@pytest.mark.parametrize(
    ("value", "finite"),
    [
        ([np.zeros(2), {"b": (1, "nan", None)}], True),
        ([np.array([1.0, np.inf])], False),
        ({"a": [(float("nan"),)]}, False),
        (np.array([1, 2]), True),
        (np.float32("nan"), False),
        (complex(0, float("inf")), False),
    ],
)
def test_plain_data_are_searched_for_nan(value: Any, finite: bool) -> None:
    assert all_finite(value) is finite


def test_runs_are_given_up_when_they_fail() -> None:
    good, bad, slow = Run(Verdict.passed), Run(Verdict.raised), Run(Verdict.time_limit)
    assert not fails_early([good, bad, good])
    assert fails_early([bad, good, bad])
    assert fails_early([slow])


def test_wall_time_of_a_run_is_bounded(clouds: Lab) -> None:
    longer = replace(clouds.limits, cpu_seconds=clouds.limits.cpu_seconds + 1)
    assert wall_seconds(longer) - wall_seconds(clouds.limits) == pytest.approx(12.0)
    assert session_limits(longer).cpu_seconds > 2 * longer.cpu_seconds


def test_predicting_may_wait_for_a_cpu_as_long_as_training(
    clouds: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    predicting: list[Session] = []

    def opened(*arguments: Any, **named: Any) -> Session:
        predicting.append(open_session(*arguments, **named))
        return predicting[-1]

    monkeypatch.setattr("grader.formats.result.runs.open_session", opened)
    began = time.monotonic()
    assert finished(clouds, GOOD).passed
    (session,) = predicting
    assert began < session.deadline <= time.monotonic() + wall_seconds(clouds.limits)
    assert session.queue_allowance > QUEUE_ALLOWANCE_SECONDS
