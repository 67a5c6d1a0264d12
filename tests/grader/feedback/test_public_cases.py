"""Evidence that may be shown: made without the secret seed, from inputs that no hidden case has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

import grader
from grader.feedback.public_cases import public_cases, public_seed
from grader.lab import Case, Lab, call
from tests.grader.small_lab import FILES

WRITTEN_DOWN = np.array([123.456789, -7654.321, 0.0, 1.0, np.inf])


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("drawn", call("double", rng.normal(size=4)), "hint")
    yield Case("written down", call("double", WRITTEN_DOWN), "hint")


def lab_with(doubling: Lab) -> Lab:
    weights = {"correctness": 100.0, "performance": 0.0}
    return replace(doubling, make_hidden=hidden, weights=weights)


def test_numbers_written_into_the_lab_are_moved_and_special_ones_stay(doubling: Lab) -> None:
    cases = public_cases(lab_with(doubling), np.random.SeedSequence(1))
    found = [case.inputs.args[0] for case in cases if case.name == "written down"]
    assert len(found) == 2
    for array in found:
        assert not np.isin(array[:2], WRITTEN_DOWN).any()
        assert (np.abs(array[:2] / WRITTEN_DOWN[:2] - 0.95) <= 0.05).all()
        assert array[2:].tolist() == [0.0, 1.0, np.inf]


def test_public_seed_depends_on_the_code_and_the_lab_alone(doubling: Lab) -> None:
    other = replace(doubling, revision="another")
    seeds = [public_seed(lab, code).entropy for lab in (doubling, other) for code in (b"a", b"b")]
    assert len(set(seeds)) == 4
    assert public_seed(doubling, b"a").entropy == seeds[0]


def test_cause_is_reported_of_a_hidden_case_where_its_twin_shows_it(doubling: Lab) -> None:
    cases = grader.grade(lab_with(doubling), FILES["mistakes/squares.py"]).cases
    assert {case.name: case.mistake for case in cases if not case.passed}["drawn"] == "squares"


def test_lab_whose_second_draw_fails_is_graded_with_its_own_hints(doubling: Lab) -> None:
    draws = iter([hidden])

    def once(rng: np.random.Generator) -> Iterator[Case]:
        return next(draws)(rng)

    lab = replace(lab_with(doubling), make_hidden=once)
    report = grader.grade(lab, FILES["mistakes/squares.py"])
    assert report.failure == ""
    assert {case.hint for case in report.cases if case.name == "drawn"} == {"hint"}
