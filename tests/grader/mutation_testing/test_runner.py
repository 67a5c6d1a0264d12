from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import reference
from grader.lab import Case, Lab, call, floats, load_lab, raises, rate, result, takes
from grader.lab.lookup import SHIPPED
from grader.mutation_testing import MutationResult, mutate, runner
from grader.mutation_testing.runner import (
    AnsweredCase,
    Survivor,
    _limited_calls,
    _most_different_first,
    _outcome,
    _without_output,
)
from grader.results.verdicts import Verdict
from grader.values.comparison import Tolerance


def test_what_libraries_print_of_mutants_is_not_in_the_output(
    capfd: pytest.CaptureFixture[str],
) -> None:
    puts = ctypes.CDLL(None).puts
    puts(b"before")
    with _without_output():
        puts(b"On entry to DLASCL parameter number 4 had an illegal value")
        os.write(1, b"more")
    puts(b"after")
    ctypes.CDLL(None).fflush(None)
    assert capfd.readouterr().out == "before\nafter\n"


@pytest.mark.slow
def test_mutants_leave_the_reference_as_it_was() -> None:
    before = dict(vars(reference))
    mutate(load_lab(SHIPPED / "penalties"))
    assert vars(reference) == before
    assert reference.l1(np.array([1.0, -2.0])) == 3.0


@pytest.mark.slow
def test_cases_that_see_little_let_mutants_through(tmp_path: Path) -> None:
    lab: Lab = replace(load_lab(SHIPPED / "proximal_operators"), declarations=())

    def one(*_: object) -> list[Case]:
        return [Case("only", call("prox", np.array([3.0, 0.0]), 1.0, "l1"), "Soft.")]

    blind = replace(lab, make_visible=one, make_hidden=lambda rng: [])
    found = mutate(replace(blind, make_hidden=lab.make_hidden, make_visible=one))
    assert found.share > 0.5
    little = mutate(replace(lab, make_visible=one, make_hidden=one))
    assert little.killed < found.killed


def test_result_counts_and_lists(doubling: Lab) -> None:
    result = mutate(doubling)
    assert result.killed >= 10
    assert result.share == result.killed / (result.killed + len(result.survivors))
    shown = result.as_dict()
    assert set(shown) == {"killed", "share", "alike", "survivors", "never_asked"}
    assert shown["survivors"] == [survivor.as_dict() for survivor in result.survivors]


def test_a_thin_lab_is_told_what_it_never_asks(doubling: Lab) -> None:
    result = mutate(doubling)
    assert ("double", "x", "float32") in result.never_asked
    assert any(survivor.words == "always double" for survivor in result.survivors)


def test_a_lab_that_declares_its_arguments_asks_every_kind_by_itself(doubling: Lab) -> None:
    declared = (takes("double", x=floats()).gives_like("x"), takes("root", x=rate()))
    thin, result = mutate(doubling), mutate(replace(doubling, declarations=declared))
    assert ("double", "x", "float32") not in result.never_asked
    assert result.share > thin.share
    assert "always double" not in {survivor.words for survivor in result.survivors}


def test_survivor_has_a_call_that_shows_it(doubling: Lab) -> None:
    def zeros(*_: object) -> list[Case]:
        return [Case("zeros", call("double", np.zeros(3)), "Twice every entry.")]

    result = mutate(replace(doubling, make_visible=zeros, make_hidden=zeros))
    assert result.survivors
    assert all(survivor.call.startswith("double(x=array(") for survivor in result.survivors)


def test_only_the_judged_part_of_an_answer_is_compared_on_shrunk_inputs(doubling: Lab) -> None:
    def refused(*_: object) -> list[Case]:
        x = np.array([1.0, 2.0, 3.0])
        return [Case("short", call("double", x), "Never short.", expects=raises(ValueError))]

    def double(x: np.ndarray) -> tuple[np.ndarray, int]:
        if len(x) > 2:
            raise ValueError
        return 2.0 * x, len(x)

    declared = takes("double", x=floats()).judges(result(0)[0])
    lab = replace(doubling, reference={"double": double}, declarations=(declared,))
    further = runner._further_cases(replace(lab, make_visible=refused, make_hidden=refused), 0)
    answers = [entry.expected.value for entry in further if entry.case.name == "short"]
    assert answers
    assert all(isinstance(answer, np.ndarray) for answer in answers)


def test_answers_that_a_check_judges_are_not_compared_on_shrunk_inputs(doubling: Lab) -> None:
    def double(x: np.ndarray) -> np.ndarray:
        if len(x) > 2:
            raise ValueError("long")
        return 2 * x

    x = np.array([1.0, 2.0, 3.0])
    refused = Case("long", call("double", x), "Never long.", expects=raises(ValueError))
    judged = Case("any", call("double", x[:2]), "Any.", check=lambda answer, inputs: None)

    def further(*visible: Case) -> set[str]:
        lab = replace(
            doubling,
            reference={"double": double},
            make_visible=lambda *_: list(visible),
            make_hidden=lambda *_: [],
        )
        return {entry.case.name for entry in runner._further_cases(lab, 0)}

    assert "long" in further(refused)
    assert further(refused, judged) == {"any"}


def test_calls_that_run_through_other_lines_are_tried_first(doubling: Lab) -> None:
    case, expected = doubling.visible[0], doubling.visible_answers[0]

    def answered(*lines: int) -> AnsweredCase:
        return AnsweredCase(case, expected, Tolerance(1e-9, 0.0), {"norms.py": set(lines)})

    first, again, other, third = answered(1), answered(1), answered(1, 2), answered(1)
    assert _most_different_first([first, again, third, other]) == [first, other, again, third]


@pytest.mark.parametrize(("killed", "survivors", "share"), [(0, 0, 1.0), (3, 1, 0.75), (0, 2, 0.0)])
def test_share_is_of_those_that_are_not_equivalent(
    killed: int, survivors: int, share: float
) -> None:
    listed = (Survivor("reference.py:1", "x -> y", "f()"),) * survivors
    assert MutationResult(killed, listed, equivalent=5).share == share


@pytest.mark.parametrize(
    ("function", "verdict"),
    [
        (lambda x: 2.0 * x, Verdict.passed),
        (lambda x: x.sort(), Verdict.changed_inputs),
        (lambda x: 1 / 0, Verdict.raised),
        (lambda x: exit(3), Verdict.raised),
    ],
)
def test_outcome_is_that_of_the_sandbox(function: Callable[..., Any], verdict: Verdict) -> None:
    inputs = call("double", np.array([3.0, 1.0, 2.0]))
    outcome = _outcome({"double": function}, inputs)
    assert outcome.verdict is verdict
    assert inputs.args[0].tolist() == [3.0, 1.0, 2.0]


def test_mutant_without_end_is_stopped_by_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(x: object) -> None:
        while True:
            try:
                sum(range(100))
            except Exception:
                continue

    monkeypatch.setattr(runner, "CALL_SECONDS", 0.05)
    before = signal.getsignal(signal.SIGVTALRM)
    with _limited_calls():
        assert _outcome({"f": endless}, call("f", 1.0)).verdict is Verdict.time_limit
    assert signal.getsignal(signal.SIGVTALRM) is before


def test_long_values_are_cut() -> None:
    assert runner._short_repr(np.arange(5)) == "array([0, 1, 2, 3, 4])"
    assert len(runner._short_repr(np.arange(1000.0))) == 80
