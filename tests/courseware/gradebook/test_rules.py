"""In which category an item is, and which of its attempts counts."""

from __future__ import annotations

import pytest

from courseware.gradebook.rules import Category, RuledItem, Rules, category_of, counting_of

QUIZ = RuledItem("quiz/final", 10, "quiz", "dropout")


@pytest.mark.parametrize(
    ("categories", "place"),
    [
        ((), None),
        ((Category("a", kinds=("lab",)),), None),
        ((Category("a", kinds=("lab",)), Category("b", kinds=("quiz",))), 1),
        ((Category("a", chapters=("dropout",)), Category("b", kinds=("quiz",))), 0),
        ((Category("a", kinds=("quiz",)), Category("b", items=("quiz/final",))), 1),
        ((Category("a", chapters=("",)),), None),
    ],
)
def test_an_item_is_in_the_category_that_names_it_or_the_first_that_holds_it(
    categories: tuple[Category, ...], place: int | None
) -> None:
    assert category_of(QUIZ, categories) == place


@pytest.mark.parametrize(
    ("attempts", "rule"),
    [
        ((), ""),
        ((("lab", "last"),), ""),
        ((("quiz", "last"),), "last"),
        ((("quiz", "last"), ("quiz/final", "first")), "first"),
    ],
)
def test_what_is_said_of_the_item_comes_before_what_is_said_of_its_kind(
    attempts: tuple[tuple[str, str], ...], rule: str
) -> None:
    assert counting_of(QUIZ, Rules(attempts=attempts)) == rule
