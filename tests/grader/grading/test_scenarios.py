"""Whole grades of scenarios and properties: states of every kind, mistakes, attempts to cheat."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import grader
from grader.grading.replay import replay
from grader.lab import Case, Lab, call, load_lab, result, steps
from grader.mutation_testing import mutate
from grader.results.report import Report
from tests.grader.scenario_lab import MISTAKES, REFERENCE, write_scenario_lab

STEP = REFERENCE[REFERENCE.index("def step") : REFERENCE.index("def fit_scaler")]
SCALING = REFERENCE[REFERENCE.index("def fit_scaler") : REFERENCE.index("def nearest")]
STATES = {
    "a dict": """
def step(w, g, state, *, rate):
    state = {"velocity": 0.0} if state is None else state
    state["velocity"] = 0.9 * state["velocity"] + g
    return w - rate * state["velocity"], state
""",
    "a tuple": """
def step(w, g, state, *, rate):
    (velocity,) = state or (0.0,)
    velocity = 0.9 * velocity + g
    return w - rate * velocity, (velocity,)
""",
    "a class": """
class Momentum:
    __slots__ = ("velocity",)
    def __init__(self):
        self.velocity = 0.0
def step(w, g, state, *, rate):
    state = state or Momentum()
    state.velocity = 0.9 * state.velocity + g
    return w - rate * state.velocity, state
""",
    "a closure": """
def step(w, g, state, *, rate):
    velocity = g if state is None else 0.9 * state() + g
    return w - rate * velocity, lambda: velocity
""",
    "a generator": """
def averages():
    velocity = 0.0
    while True:
        g = yield velocity
        velocity = 0.9 * velocity + g
def step(w, g, state, *, rate):
    if state is None:
        state = averages()
        next(state)
    return w - rate * state.send(g), state
""",
}
SCALER = """
class Scaler:
    def __init__(self, x):
        self.mean, self.std = x.mean(), x.std()
def fit_scaler(x):
    return Scaler(x)
def transform(x, scaler):
    if x.ndim != 1:
        raise ValueError("vectors only")
    return (x - scaler.mean) / scaler.std
def inverse(z, scaler):
    return z * scaler.std + scaler.mean


"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return load_lab(write_scenario_lab(tmp_path_factory.mktemp("labs")))


def with_cases(lab: Lab, *visible: Case, hidden: tuple[Case, ...] = ()) -> Lab:
    lab = replace(lab, make_visible=lambda: visible, make_hidden=lambda rng: hidden)
    return replace(lab, workload=replace(lab.workload, make=lambda rng, size: []))


def failed(report: Report) -> dict[str, str]:
    return {case.name: case.verdict.value for case in report.cases if not case.passed}


def test_the_reference_passes(lab: Lab) -> None:
    report = grader.grade(lab, REFERENCE)
    assert (failed(report), report.score) == ({}, 100.0)


@pytest.mark.parametrize("state", STATES)
def test_state_may_be_anything(lab: Lab, state: str) -> None:
    report = grader.grade(lab, REFERENCE.replace(STEP, STATES[state]))
    assert failed(report) == {}


def test_scaler_may_be_an_object_and_a_cache_of_another_kind(lab: Lab) -> None:
    source = REFERENCE.replace(SCALING, SCALER).replace("class Cache(NamedTuple)", "class Other")
    source += (
        "\n\nclass Cache:\n    def __init__(self, x, mean):\n        self.x, self.mean = x, mean\n"
    )
    assert failed(grader.grade(lab, source)) == {}


@pytest.mark.parametrize(
    ("name", "cases"),
    [("half", {"backward"}), ("forgets", {"five steps"}), ("outside", {"nearest point"})],
)
def test_mistake_is_recognized_in_scenarios(lab: Lab, name: str, cases: set[str]) -> None:
    hint, right, wrong = MISTAKES[name]
    report = grader.grade(lab, REFERENCE.replace(right, wrong).replace("(x)\n", "( x)\n"))
    both = cases | {f"hidden {case}" for case in cases}
    assert set(failed(report)) - {"Inputs of the timed size"} == both
    explained = {case.mistake for case in report.cases if not case.passed}
    assert explained == {name}
    assert hint in report.sentence


def test_visible_scenario_shows_its_calls_and_what_is_judged(lab: Lab) -> None:
    source = REFERENCE.replace("2.0 * g * cache.x", "5.0 * g * cache.x")
    report = grader.grade(lab, source)
    shown = next(case for case in report.as_dict()["correctness"]["cases"] if not case["passed"])
    assert shown["calls"] == ["r0 = forward(x)", "backward(g, r0[1])"]
    assert [row["name"] for row in shown["input"]] == ["x", "g"]
    assert (shown["expected"], shown["got"]) == ("[2., 4., 8.]", "[ 5., 10., 20.]")
    hidden = next(case for case in report.cases if case.name == "hidden backward")
    assert "calls" not in hidden.as_dict()


def test_report_of_a_single_call_has_no_calls(doubling: Lab) -> None:
    report = grader.grade(doubling, "", visible_only=True).as_dict()
    assert all("calls" not in case for case in report["correctness"]["cases"])


def test_report_replays(lab: Lab) -> None:
    source = REFERENCE.replace("0.9 * state", "0.8 * state")
    report = grader.grade(lab, source).as_dict()
    assert replay(report, lab, source.encode()) == []


@pytest.mark.parametrize(
    ("forward", "case", "verdict", "says"),
    [
        ("return x * x", "backward", "wrong_type", "Call 1 returned numpy.ndarray, which has no"),
        ("return x * x, None", "backward", "raised", "'NoneType' object has no attribute 'x'"),
        ("return None", "mean in the cache", "wrong_type", "which has no [0]"),
        ("return x * x, {'mean': 1.0}", "mean in the cache", "wrong_type", "dict, which has no"),
    ],
)
def test_wrong_kind_of_result_is_said(
    lab: Lab, forward: str, case: str, verdict: str, says: str
) -> None:
    source = REFERENCE.replace("return x * x, Cache(x, float(x.mean()))", forward)
    report = grader.grade(lab, source, visible_only=True)
    found = next(entry for entry in report.cases if entry.name == case)
    assert found.verdict.value == verdict
    assert says in found.detail


def test_exception_must_come_in_the_call_that_is_to_raise_it(lab: Lab) -> None:
    source = REFERENCE.replace("return x.mean(), x.std()", "raise ValueError('never')")
    report = grader.grade(lab, source, visible_only=True)
    assert failed(report) == {"there and back": "raised", "a matrix": "raised"}


# -- properties --------------------------------------------------------------------------------
def test_sentence_of_a_property_is_the_hint(lab: Lab) -> None:
    report = grader.grade(lab, REFERENCE.replace("x / max(", "np.cosh(x) * 1.7 / max("))
    hints = {case.name: case.hint for case in report.cases if not case.passed}
    assert hints == {
        "nearest point": "The point lies outside of the ball.",
        "hidden nearest point": "The point lies outside of the ball.",
        "Inputs of the timed size": next(
            case.hint for case in report.cases if case.name == "Inputs of the timed size"
        ),
    }
    shown = next(case for case in report.cases if case.name == "nearest point")
    assert (shown.expected, shown.detail) == ("", "")
    assert shown.got


def test_any_answer_with_the_property_is_right(lab: Lab) -> None:
    def sums_to_one(answer: Any, inputs: Any) -> str | None:
        return None if abs(answer.sum() - 1) < 1e-9 else "It must add up to 1."

    case = Case("sums", call("nearest", np.array([0.25, 0.75])), "x", check=sums_to_one)
    source = REFERENCE.replace("return x / max(", "return x[::-1].copy()\n    return x / max(")
    assert failed(grader.grade(with_cases(lab, case), source)) == {}


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("return None", "wrong_type"),
        ("return list(x)", "wrong_type"),
        ("return x[:1]", "wrong_shape"),
        ("return x.astype('float32')", "wrong_dtype"),
        ("return x * np.nan", "not_finite"),
        ("x /= 9\n    return x", "changed_inputs"),
    ],
)
def test_check_sees_answers_of_the_right_kind_only(lab: Lab, body: str, verdict: str) -> None:
    def accepts(answer: Any, inputs: Any) -> None:
        assert isinstance(answer, np.ndarray)
        assert answer.shape == inputs["x"].shape
        assert np.isfinite(answer).all()

    case = Case("kind", call("nearest", np.ones(3)), "x", check=accepts)
    source = REFERENCE.replace("return x / max(", f"{body}\n    return x / max(")
    assert failed(grader.grade(with_cases(lab, case), source)) == {"kind": verdict}


def test_check_of_a_scenario_gets_all_that_is_judged(lab: Lab) -> None:
    def falls(answer: Any, inputs: Any) -> str | None:
        first, last = answer
        assert [sorted(one) for one in inputs] == [["g", "rate", "state", "w"]] * 2
        return None if (last < first).all() else "Each step goes down."

    w = np.ones(2)
    scenario = steps(
        call("step", w, w, None, rate=0.1),
        call("step", result(0)[0], w, result(0)[1], rate=0.1),
        judged=(result(0)[0], result(1)[0]),
    )
    one = with_cases(lab, Case("down", scenario, "x", check=falls))
    assert failed(grader.grade(one, REFERENCE)) == {}
    report = grader.grade(one, REFERENCE.replace("w - rate", "w + rate"))
    assert failed(report) == {"down": "wrong_values"}
    assert report.cases[0].hint == "Each step goes down."


def test_check_that_fails_on_an_answer_is_logged_and_counts_as_wrong(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    def fragile(answer: Any, inputs: Any) -> str | None:
        return None if {1.0: True}[float(answer[0])] else "no"

    case = Case("fragile", call("nearest", np.array([1.0, 0.0])), "its own hint", check=fragile)
    source = REFERENCE.replace("return x / max(", "return x * 7\n    return x / max(")
    with caplog.at_level(logging.WARNING):
        report = grader.grade(with_cases(lab, case), source)
    assert failed(report) == {"fragile": "wrong_values"}
    assert report.cases[0].hint == "its own hint"
    assert 'the check of "fragile" failed on an answer: KeyError: 7.0' in caplog.text


@pytest.mark.parametrize("fault", [lambda a, i: "No.", lambda a, i: 1 // 0, lambda a, i: True])
def test_check_that_refuses_the_reference_is_the_labs_fault(lab: Lab, fault: Any) -> None:
    case = Case("faulty", call("nearest", np.ones(2)), "x", check=fault)
    report = grader.grade(with_cases(lab, case), REFERENCE)
    assert report.verdict.value == "grader_failed"
    assert 'steps: "faulty": the check' in report.failure
    assert report.score is None


def test_sentence_about_a_hidden_case_is_made_from_public_inputs(lab: Lab) -> None:
    def tells(answer: Any, inputs: Any) -> str | None:
        return None if np.allclose(answer, inputs["x"]) else f"Not {inputs['x'][0]:.17g}."

    def hidden(rng: Any) -> list[Case]:
        return [Case("secret", call("nearest", rng.random(2) / 2), "x", check=tells)]

    one = replace(with_cases(lab, Case("v", call("forward", np.ones(1)), "x")), make_hidden=hidden)
    one = replace(
        one,
        make_visible=lambda: [
            Case("v", steps(call("forward", np.ones(1)), judged=result(0)[0]), "x")
        ],
    )
    source = REFERENCE.replace("return x / max(", "return x * 0\n    return x / max(")
    reports = [grader.grade(one, source, seed=seed) for seed in (1, 2)]
    hints = {report.cases[1].hint for report in reports}
    assert len(hints) == 1
    (hint,) = hints
    assert hint.startswith("Not 0.")
    for seed in (1, 2):
        secret = one.hidden(np.random.default_rng(np.random.SeedSequence(seed).spawn(3)[0]))[0]
        assert f"{secret.inputs.args[0][0]:.17g}" not in hint


def test_mutants_are_run_on_scenarios_and_properties(lab: Lab) -> None:
    found = mutate(lab)
    assert found.killed > 10
    assert found.share > 0.5
