from itertools import product

import pytest

from quizzes.delivery.visibility import CHOICES, ReviewSettings, Visibility, visibility_of

STATES = ("handed_in", "none_left", "closed", "all_right")


def seen(review: ReviewSettings, **state: bool) -> Visibility:
    return visibility_of(review, **{name: state.get(name, False) for name in STATES})


def test_nothing_is_seen_before_handing_in_whatever_the_rest():
    for rest in product([False, True], repeat=3):
        state = dict(zip(STATES[1:], rest, strict=True))
        for phase in CHOICES["key"]:
            assert seen(ReviewSettings(phase, "handed-in", phase, phase), **state) == Visibility()


@pytest.mark.parametrize(
    ("state", "key"),
    [
        ({}, False),
        ({"none_left": True}, True),
        ({"closed": True}, True),
        ({"all_right": True}, True),
    ],
)
def test_the_key_waits_for_the_last_attempt(state, key):
    expected = Visibility(question=True, score=True, key=key, explanation=key)
    assert seen(ReviewSettings(), handed_in=True, **state) == expected


def test_each_part_has_its_own_phase():
    review = ReviewSettings(question="handed-in", score="closed", key="closed", explanation="never")
    assert seen(review, handed_in=True, none_left=True) == Visibility(question=True)
    assert seen(review, handed_in=True, closed=True) == Visibility(True, True, True, False)
