"""The smallest input that fails: of labs in the sandbox, of small functions in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

import grader
from grader.feedback.smallest_input.search import MOST_CALLS, _bases, find_smallest
from grader.judging.judgment import Judgment, judge
from grader.lab import Call, Case, Lab, call, load_lab
from grader.lab.expected_answers import expected_answer
from grader.lab.lookup import SHIPPED
from grader.results.verdicts import Verdict
from tests.grader.feedback.in_process import InProcessRunner


@cache
def untimed(slug: str) -> Lab:
    return replace(load_lab(SHIPPED / slug), weights={"correctness": 100.0, "performance": 0.0})


def report(slug: str, source: str, **how: Any) -> dict[str, Any]:
    return grader.grade(untimed(slug), source, seed=5, **how).as_dict()


def mistake(slug: str, name: str) -> str:
    return next(m.source for m in untimed(slug).mistakes if m.name == name)


def test_two_logits_are_enough_to_show_a_wrong_sign() -> None:
    slug = "sparse_softmax_cross_entropy"
    found = report(slug, mistake(slug, "gradient_sign"))["smallest"]
    assert (found["function"], found["verdict"]) == ("sparse_ce_grad", "wrong_values")
    assert [value["text"].count(",") for value in found["input"]] == [1, 0]
    assert [[cell["differs"] for cell in row] for row in found["cells"]] == [[True, True]]
    assert found["cells"][0][0]["expected"] == found["cells"][0][0]["got"].removeprefix("-") or (
        found["cells"][0][0]["got"] == found["cells"][0][0]["expected"].removeprefix("-")
    )


def test_fault_that_only_a_hidden_case_shows_is_shown_on_made_numbers() -> None:
    slug = "proximal_operators"
    found = report(slug, mistake(slug, "whole_number_answer"))["smallest"]
    assert found["verdict"] == "wrong_dtype"
    assert found["input"][0]["text"] in ("[0]", "[1]", "[2]", "[-1]", "[-2]", "[-3]", "[3]")


def test_smallest_input_has_no_needless_axes() -> None:
    slug = "proximal_operators"
    found = report(slug, mistake(slug, "positive_only"))["smallest"]
    assert found["function"] == "prox"
    assert "shape" not in found["input"][0]["text"]


def test_cells_mark_what_differs_and_nothing_else() -> None:
    slug = "proximal_operators"
    cells = report(slug, mistake(slug, "positive_only"))["smallest"]["cells"]
    marked = [cell["differs"] for row in cells for cell in row]
    assert any(marked)
    for cell in (cell for row in cells for cell in row):
        assert cell["differs"] == (abs(float(cell["expected"]) - float(cell["got"])) > 1e-6)


@pytest.mark.parametrize("slug", ["penalties", "sigmoid_cross_entropy"])
def test_nothing_is_shown_of_a_right_solution(slug: str) -> None:
    found = report(slug, untimed(slug).solutions["vectorised"])
    assert (found["smallest"], found["gradient"]) == (None, None)


def test_failure_to_raise_has_no_smallest_input() -> None:
    slug = "sigmoid_cross_entropy"
    assert report(slug, mistake(slug, "any_label"))["smallest"] is None


def test_same_seed_finds_the_same_input() -> None:
    slug = "penalties"
    source = mistake(slug, "slope_without_two")
    first, second = (report(slug, source)["smallest"] for _ in "ab")
    assert first == second
    assert first["input"]


def test_gradient_that_is_not_that_of_the_own_loss_is_reported_to_be_so() -> None:
    slug = "sparse_softmax_cross_entropy"
    found = report(slug, mistake(slug, "gradient_not_averaged"))["gradient"]
    assert found["fits"] is False
    assert found["sentence"].startswith("sparse_ce_grad is not the gradient of your own sparse_ce")


def test_gradient_of_a_wrong_loss_sends_the_reader_to_the_loss() -> None:
    slug = "sigmoid_cross_entropy"
    right = untimed(slug).solutions["vectorised"]
    halved = right.replace("    if reduction ==", "    loss = loss / 2\n    if reduction ==", 1)
    both = halved.replace("grad = sigmoid(z) - y", "grad = (sigmoid(z) - y) / 2")
    found = report(slug, both.replace("loss = loss / 2", "loss = loss / 2", 1))
    assert found["smallest"]["function"] == "sigmoid_ce"
    assert found["gradient"] is None  # the loss fails first, so that it is shown


def twice(x: np.ndarray) -> np.ndarray:
    return 2.0 * x


def judged(
    lab: Lab, wrong: Callable[..., Any], *inputs: Call, visible: bool = True
) -> list[Judgment]:
    """The judgments of calls on which a submission's functions run in this process."""
    runner = InProcessRunner({"double": wrong, "root": wrong})
    return [
        judge(
            lab,
            Case(f"case {n}", one, "hint"),
            visible,
            runner.run(one),
            expected_answer(lab.reference, one),
        )
        for n, one in enumerate(inputs)
    ]


def search(lab: Lab, wrong: Callable[..., Any], *inputs: Call) -> Any:
    runner = InProcessRunner({"double": wrong, "root": wrong})
    evidence = judged(lab, wrong, *inputs)
    found = find_smallest(lab, evidence, runner, np.random.default_rng(0))
    return found, runner.calls


LARGE = call("double", np.linspace(0.3, 5.7, 50).reshape(10, 5))


def test_one_entry_is_enough_for_a_wrong_sign(doubling: Lab) -> None:
    found, calls = search(doubling, lambda x: -2.0 * x, LARGE)
    assert found.call.args[0].shape == (1, 1)
    assert found.result.verdict is Verdict.wrong_values
    assert len(calls) <= MOST_CALLS


def test_failure_of_another_kind_is_passed_over(doubling: Lab) -> None:
    def fails_when_large(x: np.ndarray) -> np.ndarray:
        return x if x.size > 8 else np.zeros((7, 7))

    found, _ = search(doubling, fails_when_large, LARGE)
    assert found is not None and found.call.args[0].size > 8


def test_number_of_calls_is_limited(doubling: Lab) -> None:
    inputs = [call("double", np.full((20 + k, 30 + k, 4), 0.7)) for k in range(9)]
    _, calls = search(doubling, lambda x: x if x.size > 1000 else 2.0 * x, *inputs)
    assert 0 < len(calls) <= MOST_CALLS


def test_right_submission_has_none(doubling: Lab) -> None:
    assert search(doubling, twice, LARGE) == (None, [])


@pytest.mark.parametrize(
    ("inputs", "first"),
    [
        # ordinary before extreme inputs, small before large ones, float64 before float32
        ([call("double", np.full(3, 1e6)), call("double", np.full(9, 0.3))], 9),
        ([call("double", np.full(9, 0.3)), call("double", np.full(3, 0.3))], 3),
        ([call("double", np.full(3, 0.3, np.float32)), call("double", np.full(9, 0.3))], 9),
    ],
)
def test_plainest_failure_is_shrunk_first(doubling: Lab, inputs: list[Call], first: int) -> None:
    bases = _bases(judged(doubling, lambda x: -x, *inputs))
    assert bases[0].case.inputs.args[0].size == first


def test_huge_inputs_are_no_base(doubling: Lab) -> None:
    assert _bases(judged(doubling, lambda x: -x, call("double", np.ones(10**4)))) == []


def test_cells_are_shown_for_numbers_of_one_shape(doubling: Lab) -> None:
    found, _ = search(doubling, lambda x: np.where(x > 0, x, 2 * x), LARGE)
    (row,) = found.as_dict()["cells"]
    assert row == [{"expected": row[0]["expected"], "got": row[0]["got"], "differs": True}]
    wrong_shape, _ = search(doubling, lambda x: x[None], LARGE)
    assert wrong_shape.as_dict()["cells"] == []
