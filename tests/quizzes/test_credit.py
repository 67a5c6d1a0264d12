"""The rules' values follow from their formulas: PrairieLearn's checkbox element, Moodle's sum."""

from itertools import chain, combinations

import pytest

from quizzes import credit
from quizzes.credit import Ticks

OPTIONS, KEY = "abcde", "ab"


def rules(ticked: str) -> dict[str, float]:
    ticks = Ticks.of(OPTIONS, KEY, ticked)
    return {name: rule(ticks) for name, rule in credit.MULTIPLE.items()}


@pytest.mark.parametrize(
    ("ticked", "all_or_nothing", "net_correct", "coverage", "each_answer"),
    [
        ("ab", 1, 1, 1, 1),
        ("a", 0, 1 / 2, 1 / 2, 4 / 5),
        ("ac", 0, 0, 1 / 4, 3 / 5),
        ("abc", 0, 1 / 2, 2 / 3, 4 / 5),
        ("c", 0, 0, 0, 2 / 5),
        ("abcde", 0, 0, 2 / 5, 2 / 5),
        ("cde", 0, 0, 0, 0),
        ("", 0, 0, 0, 3 / 5),
    ],
)
def test_two_of_five_correct(ticked, all_or_nothing, net_correct, coverage, each_answer):
    assert rules(ticked) == pytest.approx(
        {
            "all-or-nothing": all_or_nothing,
            "net-correct": net_correct,
            "coverage": coverage,
            "each-answer": each_answer,
        }
    )


def test_every_rule_stays_in_bounds_and_gives_all_only_for_the_key():
    for ticked in chain.from_iterable(combinations(OPTIONS, k) for k in range(6)):
        for name, value in rules("".join(ticked)).items():
            assert 0 <= value <= 1, (name, ticked)
            assert (value == 1) == (ticked == ("a", "b")), (name, ticked)


def test_ticks_of_something_that_is_no_option_are_an_error():
    with pytest.raises(ValueError, match="must be options"):
        Ticks.of(OPTIONS, KEY, "z")


def test_weights_add_up_and_are_cut_at_both_ends():
    weight = {"a": 0.5, "b": 0.5, "c": -0.75}
    assert credit.weights(["a"], weight) == 0.5
    assert credit.weights(["a", "b"], weight) == 1.0
    assert credit.weights(["a", "c"], weight) == 0.0
    assert credit.weights([], weight) == 0.0


def test_parts_earn_their_share_or_all_together():
    assert [credit.proportional(right, 3) for right in range(4)] == [0, 1 / 3, 2 / 3, 1]
    assert [credit.whole(right, 3) for right in range(4)] == [0, 0, 0, 1]
