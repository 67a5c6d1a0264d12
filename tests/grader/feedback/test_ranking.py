"""Which of several explanations of a case is shown."""

from __future__ import annotations

from grader.feedback.explanation import Explanation, Strength
from grader.feedback.ranking import MISTAKE as MISTAKES
from grader.feedback.ranking import decide


def made(name: str, strength: Strength, *cases: int) -> Explanation:
    return Explanation("source", name, f"{name}.", frozenset(cases), strength)


def names(*explanations: Explanation) -> dict[int, str]:
    return {number: found.name for number, found in sorted(decide(explanations).items())}


MISTAKE = made("mistake", Strength.exact, 1, 2)


def test_nothing_is_told_of_what_nothing_explains() -> None:
    assert names() == {}


def test_stronger_evidence_is_told() -> None:
    weak = made("weak", Strength.described, 1, 2, 3)
    assert names(weak, MISTAKE) == {1: "mistake", 2: "mistake", 3: "weak"}


def test_of_equally_strong_ones_that_of_more_cases_is_told() -> None:
    few, many = made("few", Strength.predicted, 1), made("many", Strength.predicted, 1, 2)
    assert names(few, many) == {1: "many", 2: "many"}
    assert names(few, made("late", Strength.predicted, 1)) == {1: "few"}


def test_formula_that_explains_more_than_a_mistake_is_told() -> None:
    formula = made("formula", Strength.predicted, 1, 3)
    assert names(MISTAKE, formula) == {1: "formula", 2: "mistake", 3: "formula"}
    assert names(MISTAKE, made("part", Strength.predicted, 1, 2)) == {1: "mistake", 2: "mistake"}


def test_what_is_certain_stays() -> None:
    certain = made("certain", Strength.certain, 1)
    assert names(certain, made("formula", Strength.predicted, 1, 2)) == {1: "certain", 2: "formula"}


def test_search_among_programs_displaces_nothing() -> None:
    assert names(MISTAKE, made("slip", Strength.searched, 2, 3))[2] == "mistake"


def test_mistake_that_nearly_explains_all_displaces_one_that_is_part_of_it() -> None:
    def nearly(*cases: int) -> Explanation:
        return Explanation(MISTAKES, "nearly", "Nearly.", frozenset(cases), Strength.searched)

    assert names(MISTAKE, nearly(1, 2, 3)) == {1: "nearly", 2: "nearly", 3: "nearly"}
    assert names(MISTAKE, nearly(1, 3))[1] == "mistake"
    assert names(MISTAKE, nearly(1, 2))[1] == "mistake"
