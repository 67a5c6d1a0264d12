"""The rules' values follow from their formulas: PrairieLearn's checkbox element, Moodle's sum."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.types.shared import credit
from quizzes.types.shared.credit import Ticks

OPTIONS, KEY = "abcde", "ab"


def rules(ticked: str) -> dict[str, float]:
    ticks = Ticks.of(OPTIONS, KEY, ticked)
    return {name: rule(ticks) for name, rule in credit.RULES_FOR_OPTIONS.items()}


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
            "balanced": max(0.0, len(set(ticked) & set(KEY)) / 2 - len(set(ticked) - set(KEY)) / 3),
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
    assert [credit.all_parts(right, 3) for right in range(4)] == [0, 0, 0, 1]


def brute_most_in_order(given, before):
    """The largest subset of places without a conflict, by trying all."""
    places = range(len(given))
    for size in range(len(given), 0, -1):
        for kept in combinations(places, size):
            if not any(given[b] in before[given[a]] for a, b in combinations(kept, 2)):
                return size
    return 0


@settings(max_examples=150)
@given(st.permutations(list("abcde")), st.sets(st.tuples(*[st.sampled_from("abcde")] * 2)))
def test_most_in_order_equals_trying_every_subset(order, pairs):
    before = {entry: {a for a, b in pairs if b == entry and a < b} for entry in "abcde"}
    for entry in "abcde":  # in alphabetical order all that precedes is known already
        before[entry] |= {each for known in before[entry] for each in before[known]}
    frozen = {entry: frozenset(earlier) for entry, earlier in before.items()}
    assert credit.most_in_order(order, frozen) == brute_most_in_order(order, frozen)


def test_edits_to_one_right_order():
    # "abcd" from "bacd": "b" out, "b" in again; two edits of four.
    assert credit.common_length("bacd", "abcd") == 3
    assert credit.by_edits(3, 4, 4) == 0.5
    assert credit.by_edits(4, 5, 4) == 0.75  # one entry too many
    assert credit.by_edits(2, 2, 4) == 0.5  # two missing
    assert credit.by_edits(0, 9, 4) == 0.0
    assert credit.by_edits(2, 3, 3) == 0.33  # two decimals


def test_ranking_counts_up_to_the_first_violation():
    assert credit.ranking("abdc", "abcd") == 0.5
    assert credit.ranking("bacd", "abcd") == 0.0
    assert credit.ranking("abcd", "abcd") == 1.0


counts = st.tuples(st.integers(1, 6), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))


@given(counts)
def test_rules_for_options_are_bounded_and_full_for_the_key_alone(numbers):
    correct, wrong, right_ticks, wrong_ticks = numbers
    ticks = credit.Ticks(
        correct + wrong, correct, min(right_ticks, correct), min(wrong_ticks, wrong)
    )
    is_key = ticks.right_ticks == correct and ticks.wrong_ticks == 0
    for name, rule in credit.RULES_FOR_OPTIONS.items():
        assert 0 <= rule(ticks) <= 1, name
        assert (rule(ticks) == 1) == is_key, name


@given(counts)
def test_a_wrong_tick_never_earns(numbers):
    correct, wrong, right_ticks, wrong_ticks = numbers
    right_ticks, wrong_ticks = min(right_ticks, correct), min(wrong_ticks, wrong)
    if wrong_ticks == wrong:
        return
    before = credit.Ticks(correct + wrong, correct, right_ticks, wrong_ticks)
    after = credit.Ticks(correct + wrong, correct, right_ticks, wrong_ticks + 1)
    for name, rule in credit.RULES_FOR_OPTIONS.items():
        assert rule(after) <= rule(before), name


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_the_common_length_is_that_of_the_longest_common_subsequence(given_, key):
    def longest(x: tuple, y: tuple) -> int:
        if not x or not y:
            return 0
        if x[0] == y[0]:
            return 1 + longest(x[1:], y[1:])
        return max(longest(x[1:], y), longest(x, y[1:]))

    length = credit.common_length(given_, key)
    assert length == credit.common_length(key, given_) <= min(len(given_), len(key))
    if len(given_) + len(key) <= 10:
        assert length == longest(tuple(given_), tuple(key))


@pytest.mark.parametrize(
    ("kept", "given_", "length", "fraction"),
    [
        (4, 4, 4, 1.0),
        (3, 3, 4, 0.75),
        (3, 4, 4, 0.5),
        (4, 5, 4, 0.75),
        (0, 4, 4, 0.0),
        (2, 2, 3, 0.67),
    ],
)
def test_deletions_and_insertions_cost_a_share_each(kept, given_, length, fraction):
    assert credit.by_edits(kept, given_, length) == fraction
