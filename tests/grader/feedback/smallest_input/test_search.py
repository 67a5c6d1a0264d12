"""The smallest input that fails, through the real sandbox."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

import grader
from grader.lab import Lab, load_lab
from grader.lab.lookup import SHIPPED


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


def test_gradient_that_is_not_that_of_the_own_loss_is_said_to_be_so() -> None:
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
