"""Rules that give nobody a total are refused; what they leave out is named."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.rules import POINTS, WEIGHTED, Category, RuledItem, Rules
from courseware.gradebook.rules_review import refusal, warnings
from courseware.gradebook.totals import Plan

ITEMS = [RuledItem("quiz/a", 10.0, "quiz", "one"), RuledItem("lab/b", 5.0, "lab", "two")]
QUIZZES = Category("Quizzes", 40.0, kinds=("quiz",))
LABS = Category("Labs", 60.0, kinds=("lab",))
EMPTY = Category("Exam", 100.0, items=("quiz/exam",))


def weighted(*categories: Category, **more: Any) -> Rules:
    return Rules(WEIGHTED, categories, **more)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (Rules(), ""),
        (weighted(QUIZZES), ""),
        (weighted(QUIZZES, EMPTY), ""),
        (weighted(EMPTY), "No item is in a category with a weight"),
        (weighted(EMPTY, Category("Labs", 0.0, kinds=("lab",))), "No item is in a category"),
        (weighted(EMPTY, Category("Labs", 5.0, kinds=("lab",), extra_credit=True)), "No item is"),
        (weighted(LABS, extra_credit=("lab/b",)), "No item is in a category with a weight"),
        (Rules(extra_credit=("quiz/a", "lab/b")), "Every item is extra credit"),
        (Rules(POINTS, (EMPTY,)), ""),
    ],
)
def test_rules_under_which_nobody_has_a_total_are_refused(rules: Rules, words: str) -> None:
    found = refusal(Plan(ITEMS, rules))

    assert found.startswith(words) and bool(found) == bool(words)


def test_rules_may_come_before_the_items() -> None:
    assert refusal(Plan([], weighted(EMPTY))) == ""


@pytest.mark.parametrize(
    ("rules", "scored", "sentences"),
    [
        (weighted(QUIZZES, LABS), {0, 1}, []),
        (Rules(), {0}, []),
        (weighted(QUIZZES, LABS), {1}, ["No item of “Quizzes” has a score yet."]),
        (
            weighted(QUIZZES),
            {0},
            ["The weights add up to 40%, not 100%. Each category counts by its share of the sum: "
             "Quizzes 100%."],
        ),
        (
            weighted(QUIZZES, LABS, EMPTY),
            {0, 1},
            ["The weights add up to 200%, not 100%. Each category counts by its share of the sum: "
             "Quizzes 20%, Labs 30%, Exam 50%.",
             "“Exam” has no items. Its weight goes to the other categories."],
        ),
        (Rules(POINTS, (EMPTY,)), set(), ["“Exam” has no items."]),
        (
            weighted(QUIZZES, LABS, Category("Bonus", 5.0, extra_credit=True)),
            {0, 1},
            ["“Bonus” has no items."],
        ),
        (
            weighted(Category("Quizzes", 100.0, kinds=("quiz",)), Category("L", kinds=("lab",))),
            {0, 1},
            ["“L” has no weight, so its items do not count."],
        ),
        (
            Rules(POINTS, (Category("Labs", kinds=("lab",), drop_lowest=2),)),
            {1},
            ["“Labs” drops 2 of its 1 score, but one always counts."],
        ),
    ],
)  # fmt: skip
def test_what_to_check_is_said_in_a_sentence(
    rules: Rules, scored: set[int], sentences: list[str]
) -> None:
    assert warnings(Plan(ITEMS, rules), scored) == sentences


def test_an_item_counts_once_so_a_later_category_of_its_kind_is_empty() -> None:
    again = Category("Again", 10.0, kinds=("quiz",))

    found = warnings(
        Plan(ITEMS, weighted(QUIZZES, Category("L", 50.0, kinds=("lab",)), again)), {0, 1}
    )

    assert found == ["“Again” has no items. Its weight goes to the other categories."]
