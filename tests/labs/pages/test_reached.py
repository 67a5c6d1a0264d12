"""What a model has reached, beside baseline, thresholds, reference and one's own best so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from labs.models import Purpose, State
from labs.pages.reached import MARGIN, WIDTH, reached
from labs.pages.result_panel import result_panel
from tests.factories import make_student

MEASURE: dict[str, Any] = {
    "name": "Held-out accuracy",
    "value": 0.87,
    "credit": 0.77,
    "full_at": 0.95,
    "zero_at": 0.6,
    "baseline": 0.5,
    "reference": 1.0,
    "digits": 2,
    "sentence": "Held-out accuracy 0.87.",
}
LOSS = MEASURE | {
    "name": "Loss",
    "full_at": 0.4,
    "zero_at": 0.6,
    "baseline": 0.7,
    "reference": 0.3,
}


def result(*measures: dict[str, Any], public: bool = False) -> dict[str, Any]:
    return {"measures": list(measures), "public": public, "time": "Training took 1 s."}


def only(measure: dict[str, Any], *earlier: Any, public: bool = False) -> Any:
    (found,) = reached(result(measure, public=public), earlier).measures
    return found


def test_the_rows_go_from_best_to_worst_with_their_places_on_the_scale() -> None:
    marks = only(MEASURE).marks

    assert [mark.kind for mark in marks] == ["reference", "full", "own", "zero", "baseline"]
    assert [mark.value for mark in marks] == ["1.00", "0.95", "0.87", "0.60", "0.50"]
    assert [mark.credit for mark in marks] == [1, 1, 0.77, 0, 0]
    assert [mark.at for mark in marks] == [192.0, 173.6, 144.2, 44.8, 8.0]


def test_where_small_values_are_good_the_smallest_is_first_and_farthest_right() -> None:
    marks = only(LOSS | {"value": 0.5}, [LOSS | {"value": 0.45}], [LOSS | {"value": 0.65}]).marks

    kinds = ["reference", "full", "best", "own", "zero", "baseline"]
    assert [mark.kind for mark in marks] == kinds
    assert marks[2].value == "0.45"
    places = [mark.at for mark in marks]
    assert places == sorted(places, reverse=True)
    assert (places[0], places[-1]) == (WIDTH - MARGIN, MARGIN)


@pytest.mark.parametrize(
    ("value", "place"), [(-1e9, MARGIN), (1e9, WIDTH - MARGIN)], ids=["beneath", "beyond"]
)
def test_what_lies_beyond_the_scale_stands_at_its_end(value: float, place: float) -> None:
    assert [m.at for m in only(MEASURE | {"value": value}).marks if m.kind == "own"] == [place]


def test_without_a_value_the_own_row_comes_last_and_has_no_place() -> None:
    found = only(MEASURE | {"value": None}, [MEASURE | {"value": 0.8}])

    assert (found.marks[-1].kind, found.marks[-1].value, found.marks[-1].at) == ("own", "–", None)
    assert found.compared == "Your best so far is 0.80."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (0.81, "That is better than your best so far, 0.80."),
        (0.80, "That equals your best so far."),
        (0.79, "Your best so far is 0.80."),
        (0.8004, "That is better than your best so far, 0.8000."),
    ],
    ids=["better", "equal", "worse", "hardly better"],
)
def test_the_own_best_is_told_in_words(value: float, sentence: str) -> None:
    earlier = [[MEASURE | {"value": 0.8}], [MEASURE | {"value": 0.7}]]
    assert only(MEASURE | {"value": value}, *earlier).compared == sentence


def test_a_trial_names_the_best_graded_result_without_comparing() -> None:
    found = only(MEASURE | {"value": 0.9}, [MEASURE | {"value": 0.8}], public=True)

    assert found.compared == "Your best graded result so far is 0.80."
    assert "This run, on public data" in [mark.label for mark in found.marks]


def test_a_first_submission_has_no_best() -> None:
    found = only(MEASURE)

    assert found.compared == ""
    assert "best" not in [mark.kind for mark in found.marks]


@pytest.mark.parametrize(
    "earlier",
    [
        [MEASURE | {"value": 0.99, "full_at": 0.9}],
        [LOSS],
        [MEASURE | {"value": None}],
        [{"name": "Held-out accuracy"}, 7],
        "no list",
    ],
    ids=["another threshold", "another measure", "no value", "garbage", "no list"],
)
def test_what_cannot_be_compared_is_left_out(earlier: Any) -> None:
    assert only(MEASURE, earlier).compared == ""


# -- from the database -----------------------------------------------------------------------------
@pytest.fixture
def graded(make_submission: Callable[..., Any]) -> Callable[..., Any]:
    def make(value: float, **fields: Any) -> Any:
        report = {"format": "result", "result": result(MEASURE | {"value": value})}
        fields = {"state": State.DONE, "verdict": "below_target", "report": report} | fields
        return make_submission(**fields)

    return make


def test_earlier_graded_submissions_of_the_same_person_count(
    graded: Callable[..., Any], course: Any
) -> None:
    first = graded(0.7)
    graded(0.99, user=make_student(course))
    graded(0.98, purpose=Purpose.TRIAL)
    graded(0.5, state=State.QUEUED)
    graded(0.5, report=[])
    last = graded(0.8)
    graded(0.97)

    assert "best" not in result_panel(first).report
    assert "That is better than your best so far, 0.70." in result_panel(last).report


def test_the_best_takes_one_query_however_many_there_are(
    graded: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    for value in (0.6, 0.7, 0.8):
        graded(value)
    last = graded(0.75)

    with django_assert_num_queries(2):  # the cases, and what was reached before
        panel = result_panel(last)
    assert "Your best so far is 0.80." in panel.report


def test_a_lab_without_a_model_asks_for_no_earlier_results(
    make_submission: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    submission = make_submission(state=State.DONE, verdict="passed")
    with django_assert_num_queries(1):
        assert result_panel(submission).reached is None


def test_the_table_is_one_of_names_and_numbers_beside_a_drawing(
    graded: Callable[..., Any],
) -> None:
    graded(0.8)
    shown = result_panel(graded(0.87)).report

    rows = re.findall(r'<tr class="mark-(\w+)"><th scope="row">([^<]+)</th>', shown)
    assert rows == [
        ("reference", "Reference"),
        ("full", "Full points"),
        ("own", "This submission"),
        ("best", "Your best so far"),
        ("zero", "No points"),
        ("baseline", "Baseline"),
    ]
    assert shown.count('aria-hidden="true"') >= len(rows)
    assert ">77%<" in shown
