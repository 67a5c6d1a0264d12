"""How scores add up, against a slow computation with exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.gradebook.rules import POINTS, WEIGHTED, Category, RuledItem, Rules
from courseware.gradebook.totals import Entry, Plan, Total, letter_of, rounded, total


def test_points_add_over_all_items_and_over_those_graded() -> None:
    sum_ = total([Entry(10, 0.5), Entry(5, None), Entry(20, 1.0)])
    assert (sum_.earned, sum_.out_of, sum_.graded_out_of) == (25.0, 35, 30)


def test_shares_are_of_everything_and_of_what_is_graded() -> None:
    sum_ = total([Entry(10, 0.5), Entry(10, None)])
    assert (sum_.fraction, sum_.fraction_so_far) == (0.25, 0.5)


def test_an_empty_course_has_no_share() -> None:
    sum_ = total([])
    assert (sum_.earned, sum_.fraction, sum_.fraction_so_far, sum_.percent) == (0.0, *[None] * 3)


def test_a_zero_is_a_score_and_no_work_is_none() -> None:
    assert total([Entry(10, 0.0)]).graded_out_of == 10
    assert total([Entry(10, None)]).graded_out_of == 0


def test_what_a_person_is_excused_from_is_in_no_sum() -> None:
    sum_ = total([Entry(10, 0.5), Entry(30, None, excused=True)])
    assert (sum_.out_of, sum_.fraction) == (10, 0.5)


def plan(rules: Rules, *items: tuple[str, float]) -> Plan:
    return Plan([RuledItem(key, out_of, key.split("/")[0]) for key, out_of in items], rules)


QUIZZES = Category("Quizzes", 40.0, kinds=("quiz",), drop_lowest=1)
LABS = Category("Labs", 60.0, kinds=("lab",))
WEIGHED = Rules(WEIGHTED, (QUIZZES, LABS))


def test_categories_are_weighed_and_the_lowest_is_dropped() -> None:
    sum_ = plan(WEIGHED, ("quiz/a", 10), ("quiz/b", 30), ("lab/a", 5)).total([0.2, 0.8, 0.5])
    assert sum_.fraction == pytest.approx(0.4 * 0.8 + 0.6 * 0.5)
    assert sum_.dropped == {0}


def test_of_equals_the_one_that_is_worth_most_is_dropped() -> None:
    rules = Rules(POINTS, (QUIZZES,))
    assert plan(rules, ("quiz/a", 10), ("quiz/b", 30)).total([0.5, 0.5]).dropped == {1}


def test_one_score_stays_when_all_would_be_dropped() -> None:
    rules = Rules(POINTS, (Category("Quizzes", kinds=("quiz",), drop_lowest=9),))
    sum_ = plan(rules, ("quiz/a", 10), ("quiz/b", 10)).total([0.5, 0.7])
    assert (sum_.fraction, sum_.dropped) == (0.7, {0})


def test_a_category_in_which_nothing_is_graded_leaves_its_weight_to_the_others() -> None:
    sum_ = plan(WEIGHED, ("quiz/a", 10), ("quiz/b", 10), ("lab/a", 5)).total([None, None, 0.5])
    assert (sum_.fraction, sum_.fraction_so_far) == (pytest.approx(0.3), 0.5)


def test_weights_of_zero_make_no_total() -> None:
    rules = Rules(WEIGHTED, (Category("Quizzes", 0.0, kinds=("quiz",)),))
    assert plan(rules, ("quiz/a", 10)).total([1.0]).fraction is None


def test_extra_credit_goes_beyond_everything_and_costs_nothing() -> None:
    rules = Rules(POINTS, extra_credit=("quiz/b",))
    with_bonus = plan(rules, ("quiz/a", 10), ("quiz/b", 5))
    assert with_bonus.total([1.0, 1.0]).fraction == 1.5
    assert with_bonus.total([1.0, None]).fraction == 1.0


def test_a_category_of_extra_credit_adds_its_weight_on_top() -> None:
    bonus = Category("Bonus", 10.0, items=("quiz/b", "quiz/c"), extra_credit=True)
    rules = Rules(WEIGHTED, (Category("Labs", 100.0, kinds=("lab",)), bonus))
    sum_ = plan(rules, ("lab/a", 5), ("quiz/b", 1), ("quiz/c", 1)).total([1.0, 1.0, None])
    assert sum_.fraction == pytest.approx(1.05)
    assert sum_.fraction_so_far == pytest.approx(1.05)


def test_an_item_that_a_category_names_is_in_no_other() -> None:
    final = Category("Final", 50.0, items=("quiz/final",))
    rules = Rules(WEIGHTED, (Category("Quizzes", 50.0, kinds=("quiz",)), final))
    sum_ = plan(rules, ("quiz/a", 10), ("quiz/final", 10)).total([0.0, 1.0])
    assert [each.total.share for each in sum_.categories] == [0.0, 1.0]


def test_what_no_category_has_counts_by_points_and_not_by_weight() -> None:
    items = (("quiz/a", 10), ("lab/a", 10))
    by_points = Rules(POINTS, (LABS,))
    assert plan(by_points, *items).total([1.0, 0.0]).fraction == 0.5
    assert plan(Rules(WEIGHTED, (LABS,)), *items).total([1.0, 0.0]).fraction == 0.0


@pytest.mark.parametrize(
    ("percent", "places", "shown"),
    [(89.5, 0, 90.0), (89.499999999999, 0, 90.0), (89.49, 0, 89.0), (66.666, 2, 66.67)],
)
def test_a_half_goes_up(percent: float, places: int, shown: float) -> None:
    assert rounded(percent, places) == shown


def test_letters_are_for_the_rounded_total() -> None:
    rules = Rules(places=0, letters=((90.0, "A"), (80.0, "B")))
    sums = [plan(rules, ("quiz/a", 1000)).total([points]) for points in (0.895, 0.8949, 0.5)]
    assert [(sum_.percent, sum_.letter) for sum_ in sums] == [(90.0, "A"), (89.0, "B"), (50.0, "")]
    assert letter_of(None, rules) == ""


# The slow computation shares no line with the fast one: exact fractions, one definition after the
# other as docs/teaching.md words them.

KINDS, CHAPTERS = ("quiz", "lab", "essay"), ("one", "two", "")
POINTS_OF_ITEMS = st.sampled_from([0.0, 0.5, 1.0, 2.5, 10.0, 12.25, 100.0])
SCORES = st.none() | st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 0.7, 0.95, 1.0]) | st.floats(0, 1)


@st.composite
def courses(draw: Any) -> tuple[list[RuledItem], Rules, list[float | None], set[int]]:
    count = draw(st.integers(0, 9))
    items = []
    for number in range(count):
        kind = draw(st.sampled_from(KINDS))
        chapter = draw(st.sampled_from(CHAPTERS))
        items.append(RuledItem(f"{kind}/{number}", draw(POINTS_OF_ITEMS), kind, chapter))
    keys = st.lists(st.sampled_from([item.key for item in items] or ["none"]), max_size=3)
    category = st.builds(
        Category,
        name=st.just("c"),
        weight=st.sampled_from([0.0, 5.0, 12.5, 30.0, 60.0]),
        kinds=st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
        chapters=st.lists(st.sampled_from(CHAPTERS[:2]), max_size=2).map(tuple),
        items=keys.map(tuple),
        drop_lowest=st.integers(0, 3),
        extra_credit=st.booleans(),
    )
    rules = Rules(
        method=draw(st.sampled_from([POINTS, WEIGHTED])),
        categories=tuple(draw(st.lists(category, max_size=4))),
        extra_credit=tuple(draw(keys)),
    )
    fractions = [draw(SCORES) for _ in items]
    excused = draw(st.sets(st.integers(0, max(count - 1, 0)), max_size=3))
    return items, rules, fractions, {place for place in excused if place < count}


def slow(
    items: list[RuledItem],
    rules: Rules,
    fractions: list[float | None],
    excused: set[int],
    so_far: bool,
) -> Fraction | None:
    groups: dict[int, list[int]] = {place: [] for place in range(-1, len(rules.categories))}
    for number, item in enumerate(items):
        if number in excused:
            continue
        naming = [p for p, c in enumerate(rules.categories) if item.key in c.items]
        holding = [
            p
            for p, c in enumerate(rules.categories)
            if item.kind in c.kinds or item.chapter in c.chapters
        ]
        groups[[*naming, *holding, -1][0]].append(number)

    def points(number: int) -> Fraction:
        return Fraction(items[number].out_of) * Fraction(fractions[number] or 0.0)

    kept: dict[int, list[int]] = {}
    bonus: dict[int, list[int]] = {}
    for place, numbers in groups.items():
        category = rules.categories[place] if place >= 0 else Category("none")
        is_bonus = {
            n for n in numbers if category.extra_credit or items[n].key in rules.extra_credit
        }
        bonus[place] = [n for n in numbers if n in is_bonus]
        counting = [
            n for n in numbers if n not in is_bonus and not (so_far and fractions[n] is None)
        ]
        for _ in range(category.drop_lowest):
            if len(counting) > 1:
                worst = min(Fraction(fractions[n] or 0.0) for n in counting)
                equal = [n for n in counting if Fraction(fractions[n] or 0.0) == worst]
                most = max(items[n].out_of for n in equal)
                counting.remove(next(n for n in equal if items[n].out_of == most))
        kept[place] = counting
    if rules.method == POINTS:
        out_of = sum((Fraction(items[n].out_of) for ns in kept.values() for n in ns), Fraction())
        everything = [n for place in groups for n in [*kept[place], *bonus[place]]]
        return sum(map(points, everything), Fraction()) / out_of if out_of else None
    reached = weights = extra = all_weights = Fraction()
    for place, category in enumerate(rules.categories):
        weight = Fraction(category.weight)
        if category.extra_credit:
            out_of = sum((Fraction(items[n].out_of) for n in bonus[place]), Fraction())
            if out_of:
                extra += weight * sum(map(points, bonus[place]), Fraction()) / out_of
            continue
        all_weights += weight
        out_of = sum((Fraction(items[n].out_of) for n in kept[place]), Fraction())
        if out_of:
            both = sum(map(points, [*kept[place], *bonus[place]]), Fraction())
            reached += weight * both / out_of
            weights += weight
    return reached / weights + extra / all_weights if weights else None


def assert_same(found: float | None, exact: Fraction | None) -> None:
    assert (found is None) == (exact is None)
    if found is not None and exact is not None:
        assert abs(Fraction(found) - exact) <= Fraction(1, 10**9) * max(1, exact)


@settings(max_examples=400, deadline=None)
@given(courses())
def test_totals_equal_a_slow_exact_computation(
    course: tuple[list[RuledItem], Rules, list[float | None], set[int]],
) -> None:
    items, rules, fractions, excused = course
    found: Total = Plan(items, rules).total(fractions, excused)

    assert_same(found.fraction, slow(items, rules, fractions, excused, False))
    assert_same(found.fraction_so_far, slow(items, rules, fractions, excused, True))


@settings(max_examples=200, deadline=None)
@given(st.fractions(0, 2, max_denominator=4000), st.sampled_from([0, 1, 2]))
def test_rounding_equals_exact_rounding(share: Fraction, places: int) -> None:
    scaled = share * 100 * 10**places
    whole = scaled.numerator // scaled.denominator
    exact = Fraction(whole + (scaled - whole >= Fraction(1, 2)), 10**places)

    assert rounded(100 * float(share), places) == float(exact)
