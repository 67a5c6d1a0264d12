"""What a change of many scores makes of each of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.gradebook.bulk import Action, Outcome, Request, average_change, outcome
from courseware.gradebook.models import Score


@pytest.mark.parametrize(
    ("score", "request_", "after"),
    [
        (Score(fraction=0.5), Request(Action.OVERRIDE, 8), 0.8),
        (Score(), Request(Action.OVERRIDE, 8), 0.8),
        (Score(), Request(Action.OVERRIDE, 80), 1.0),
        (Score(fraction=0.5, override=0.9), Request(Action.CLEAR), 0.5),
        (Score(fraction=0.5), Request(Action.EXCUSE), None),
        (Score(fraction=0.5, excused=True), Request(Action.INCLUDE), 0.5),
        (Score(fraction=0.5), Request(Action.ADD, 2), 0.7),
        (Score(fraction=0.9), Request(Action.ADD, 2), 1.0),
        (Score(fraction=0.1), Request(Action.ADD, -2), 0.0),
        (Score(fraction=0.5, override=0.25), Request(Action.ADD, 1), 0.35),
        (Score(fraction=0.5), Request(Action.SCALE, 1.5), 0.75),
        (Score(fraction=0.5), Request(Action.CAP, 4), 0.4),
        (Score(fraction=0.3), Request(Action.CAP, 4), 0.3),
        (Score(fraction=0.3), Request(Action.RAISE, 4), 0.4),
        (Score(), Request(Action.ADD, 2), None),
        (Score(fraction=0.5, excused=True), Request(Action.ADD, 2), None),
    ],
)
def test_what_a_score_becomes(score: Score, request_: Request, after: float | None) -> None:
    found = outcome(score, request_, 10)
    assert found.after == (None if after is None else pytest.approx(after))


def test_what_stays_the_same_does_not_change() -> None:
    capped = outcome(Score(fraction=0.3), Request(Action.CAP, 4), 10)
    assert (capped.changes, capped.override, capped.gain) == (False, None, 0.0)


def test_an_item_without_points_is_not_divided_by() -> None:
    assert outcome(Score(fraction=0.5), Request(Action.ADD, 1), 0).after == 0.5


def test_a_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="nan"):
        Request(Action.ADD, float("nan"))


@given(
    st.builds(
        Score,
        fraction=st.none() | st.floats(0, 1),
        override=st.none() | st.floats(0, 1),
        excused=st.booleans(),
    ),
    st.sampled_from(list(Action)),
    st.floats(-1000, 1000),
    st.sampled_from([0.0, 1.0, 10.0]),
)
def test_no_score_leaves_its_bounds(
    score: Score, action: Action, value: float, out_of: float
) -> None:
    found = outcome(score, Request(action, value), out_of)
    assert found.override is None or 0 <= found.override <= 1
    assert found.changes or found.before == found.after


def test_the_average_is_of_those_who_change() -> None:
    changes = [
        Outcome(0.7, False, 0.5, 0.7, False, True),
        Outcome(None, False, 1.0, 1.0, False, False),
        Outcome(0.8, False, None, 0.8, False, True),
    ]
    assert average_change(changes) == pytest.approx(0.2)
    assert average_change([]) is None
