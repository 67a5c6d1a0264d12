"""What a cell says of itself: the first state that holds, and all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.gradebook.cell_states import MEANINGS, WORDS, CellState, Facts, states_of_cell
from courseware.items.progress import Progress

S, P = CellState, Progress
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        (Facts(), (S.NOT_STARTED,)),
        (Facts(overdue=True), (S.MISSING,)),
        (Facts(progress=P.STARTED), (S.IN_PROGRESS,)),
        (Facts(progress=P.STARTED, overdue=True), (S.MISSING, S.IN_PROGRESS)),
        (Facts(progress=P.NEEDS_GRADING, overdue=True), (S.NEEDS_GRADING,)),
        (Facts(progress=P.FAILED, overdue=True), (S.FAILED,)),
        (Facts(progress=P.WAITING, overdue=True), (S.WAITING,)),
        (Facts(progress=P.HANDED_IN), (S.SUBMITTED,)),
        (Facts(0.0, progress=P.HANDED_IN), (S.GRADED,)),
        (Facts(0.5, late_by=DAY, progress=P.HANDED_IN), (S.LATE, S.GRADED)),
        (Facts(0.5, progress=P.WAITING), (S.WAITING, S.GRADED)),
        (Facts(0.5, override=0.9), (S.OVERRIDDEN,)),
        (Facts(override=0.0, overdue=True), (S.OVERRIDDEN,)),
        (Facts(excused=True, overdue=True), (S.EXCUSED,)),
        (Facts(0.5, override=0.9, excused=True), (S.EXCUSED, S.OVERRIDDEN)),
        (Facts(0.5, held=True, progress=P.HANDED_IN), (S.NOT_RELEASED,)),
        (Facts(0.5, override=0.9, held=True), (S.NOT_RELEASED,)),
        (Facts(held=True, overdue=True), (S.MISSING,)),
    ],
)
def test_what_holds_is_told_in_order(facts: Facts, states: tuple[CellState, ...]) -> None:
    assert states_of_cell(facts) == states


FRACTIONS = st.none() | st.floats(0, 1)


@given(
    st.builds(
        Facts,
        FRACTIONS,
        FRACTIONS,
        st.booleans(),
        st.sampled_from([timedelta(), DAY]),
        st.none() | st.sampled_from(list(Progress)),
        st.booleans(),
        st.booleans(),
    )
)
def test_a_cell_has_a_state_and_none_is_missing_that_has_a_score(facts: Facts) -> None:
    states = states_of_cell(facts)

    assert states
    if facts.fraction is not None or facts.override is not None or facts.excused:
        assert not {S.MISSING, S.NOT_STARTED, S.SUBMITTED} & set(states)
    if facts.held:
        assert not {S.GRADED, S.OVERRIDDEN} & set(states)


def test_every_state_has_words_and_a_meaning() -> None:
    assert set(WORDS) == set(MEANINGS) == set(CellState)
