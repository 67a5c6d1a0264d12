import pytest

from courseware.analysis.strength import GROUPS
from quizzes.analysis.choices import ChosenAnswer, choices

OPTIONS = [("a", "Right", True), ("b", "Wrong", False), ("c", "Never", False)]


def answers(*rows: tuple[str, float]) -> list[ChosenAnswer]:
    """Answers as (keys chosen, rest mark)."""
    return [ChosenAnswer(frozenset(keys), rest) for keys, rest in rows]


def test_each_option_is_counted_with_its_choosers():
    right, wrong, never = choices(answers(("a", 3.0), ("a", 5.0), ("b", 1.0), ("", 2.0)), OPTIONS)
    assert (right.count, right.share, right.rest) == (2, 0.5, 4.0)
    assert (wrong.count, wrong.share, wrong.rest) == (1, 0.25, 1.0)
    assert (never.count, never.share, never.rest, never.correlation) == (0, 0.0, None, None)
    assert [row.key for row in (right, wrong, never)] == ["a", "b", "c"]
    assert (right.text, right.right) == ("Right", True)


def test_of_several_options_in_one_answer_each_counts():
    right, wrong, _ = choices(answers(("ab", 1.0), ("b", 2.0)), OPTIONS)
    assert (right.count, wrong.count) == (1, 2)


def test_choosing_correlates_with_the_rest_mark():
    rows = answers(*(("a", float(n)) for n in range(5, 10)), *(("b", float(n)) for n in range(5)))
    right, wrong, _ = choices(rows, OPTIONS)
    assert right.correlation == pytest.approx(-wrong.correlation)
    assert right.correlation > 0.8


def test_shares_by_group_run_from_the_weakest_to_the_strongest():
    rows = answers(*(("a" if n >= 6 else "b", float(n)) for n in range(10)))
    right, wrong, _ = choices(rows, OPTIONS)
    assert right.by_group == (0.0, 0.0, 0.0, 1.0, 1.0)
    assert wrong.by_group == (1.0, 1.0, 1.0, 0.0, 0.0)


def test_groups_without_people_have_no_share():
    (right, *_) = choices(answers(("a", 1.0)), OPTIONS)
    assert right.by_group.count(None) == GROUPS - 1
    (empty, *_) = choices([], OPTIONS)
    assert (empty.count, empty.share, empty.by_group) == (0, 0.0, (None,) * GROUPS)
