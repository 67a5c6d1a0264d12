from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.hypotheses.families.reduction import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    REDUCTIONS,
    SCORES,
    Y,
    Z,
    fitting,
    observation,
    row_sums,
    sentences,
    sigmoid_ce,
)

MEAN, SUM = sigmoid_ce(Z, Y, "mean"), sigmoid_ce(Z, Y, "sum")


@pytest.mark.parametrize(
    ("got", "reduction", "names"),
    [
        (SUM, "mean", {"sum_for_mean_entries", "reduced_by_sum"}),
        (MEAN, "sum", {"mean_for_sum_entries", "reduced_by_mean"}),
        (SUM * 4, "mean", {"multiplied_by_entries"}),
        (sigmoid_ce(Z, Y), "mean", {"reduced_by_none"}),
        (SUM, "none", {"reduced_by_sum", "summed"}),
    ],
)
def test_other_reduction_is_found(got: Any, reduction: str, names: set[str]) -> None:
    case = observation("sigmoid_ce", got, Z, Y, options=REDUCTIONS, reduction=reduction)
    assert fitting(HYPOTHESES, case) == names


@pytest.mark.parametrize(
    ("factor", "name"),
    [
        (3.0, "sum_for_mean_columns"),
        (1 / 2, "mean_for_sum_rows"),
        (2 / 3, "divided_by_columns"),
        (3 / 2, "divided_by_rows"),
    ],
)
def test_count_that_is_wrong_is_named(factor: float, name: str) -> None:
    scores = SCORES[:2]
    case = observation("row_sums", row_sums(scores) * factor, scores)
    assert name in fitting(HYPOTHESES, case)


def test_sentence_has_the_count_where_all_cases_have_the_same() -> None:
    hypothesis = next(h for h in HYPOTHESES if h.name == "sum_for_mean_rows")
    two, three = (observation("row_sums", 0, SCORES[:n]) for n in (2, 3))
    assert "the number of rows, 2: a division" in hypothesis.sentence([two, two])
    assert "the number of rows: a division" in hypothesis.sentence([two, three])


def test_functions_without_the_option_have_no_reduction() -> None:
    case = observation("sigmoid_ce", SUM, Z, Y)
    assert fitting(HYPOTHESES, case) == {"summed"}


def test_sentence_of_an_ignored_reduction_names_it() -> None:
    case = observation("sigmoid_ce", np.array(SUM), Z, Y, options=REDUCTIONS, reduction="none")
    assert 'This is the answer for reduction="sum", whatever the call says.' in sentences(
        HYPOTHESES, case
    )


def test_the_default_of_the_function_counts_where_the_call_says_nothing() -> None:
    case = observation("mean_ce", SUM, Z, Y, options=REDUCTIONS)
    assert fitting(HYPOTHESES, case) == {"sum_for_mean_entries", "reduced_by_sum"}
    unreduced = observation("mean_ce", sigmoid_ce(Z, Y), Z, Y, options=REDUCTIONS)
    assert fitting(HYPOTHESES, unreduced) == {"reduced_by_none"}
