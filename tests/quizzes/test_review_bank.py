"""The reviews of the chapters: fair in form, and right in every number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseware.chapters.markdown import read
from grader.files.faults import Faults
from grader.files.yaml_nodes import Node, read_yaml
from quizzes.formulas.expressions import evaluate, parse
from quizzes.formulas.placeholders import fill_placeholders
from quizzes.formulas.sampling import formula_names
from quizzes.questions.question import Question, Quiz, Slot
from tests.quizzes.known_values import KNOWN

BANK = Path(__file__).parents[2] / "quizzes" / "bank"
REVIEWS = ("sparsity", "logistic-regression", "networks", "training", "multi-class")
IN_THE_REVIEWS = {
    "single": 36,
    "multiple": 9,
    "matching": 3,
    "blanks": 2,
    "ordering": 3,
    "numeric": 44,
}
"""At least; sections that were added to a chapter have brought more."""


@pytest.fixture
def review(shipped_quiz) -> Callable[[str], Quiz]:
    return lambda slug: shipped_quiz(f"{slug}-review")


@pytest.fixture
def slots(review) -> list[Slot]:
    return [slot for slug in REVIEWS for slot in review(slug).slots]


def written(slug: str, question: str) -> Node:
    """The question as it stands in its file, formulas and all."""
    faults = Faults()
    quiz = read_yaml(BANK / f"{slug}-review.yaml", faults)
    assert quiz is not None
    return next(node for node in quiz.entries("questions") if node.text("id") == question)


def names_for(node: Node, drawn: dict[str, Any]) -> dict[str, Any]:
    """What the question's formulas may read once these values are drawn."""
    names = formula_names()
    for name, value in drawn.items():
        names[name] = np.array(value) if isinstance(value, list) else value
    block = node.need("variants")
    let = block.get("let") if block else None
    for name, formula in let.pairs() if let else ():
        if name not in drawn:
            names[name] = evaluate(parse(formula.as_text()), names)
    return names


def wrong_values(node: Node, names: dict[str, Any]) -> list[float]:
    return [
        float(fill_placeholders(entry.text("value"), names))
        for entry in node.entries("wrong")
        if entry.get("when") is None or evaluate(parse(entry.text("when")), names)
    ]


def test_every_numeric_question_has_known_values(review):
    numeric = {
        (slug, slot.id) for slug in REVIEWS for slot in review(slug).slots if slot.type == "numeric"
    }
    assert {(slug, question) for slug, question, *_ in KNOWN} == numeric
    assert len(KNOWN) == len(numeric)


@pytest.mark.parametrize(
    ("slug", "question", "drawn", "answer", "wrong"), KNOWN, ids=[f"{k[0]}/{k[1]}" for k in KNOWN]
)
def test_a_known_instance_has_its_answer_and_its_wrong_answers(
    slug, question, drawn, answer, wrong
):
    node = written(slug, question)
    names = names_for(node, drawn)

    assert float(fill_placeholders(node.text("answer"), names)) == pytest.approx(
        answer, rel=1e-9, abs=1e-6
    )
    computed = wrong_values(node, names)
    for value in wrong:
        assert any(each == pytest.approx(value, rel=1e-9, abs=1e-6) for each in computed), computed


@pytest.mark.parametrize("slug", REVIEWS)
def test_numbers_are_certified_over_a_hundred_seeds_and_listed_mistakes_differ(slug, review):
    for slot in review(slug).slots:
        if slot.type != "numeric":
            continue
        assert len(slot.variants) >= 100, slot.id
        for question in slot.variants:
            body = question.body
            for place, one in enumerate(body.wrong):
                others = body.wrong[:place]
                assert not any(body.tolerance.allows(one.value, each.value) for each in others)


def test_the_reviews_take_over_the_whole_bank(slots):
    counts = Counter(slot.type for slot in slots)
    assert {name: min(counts[name], least) for name, least in IN_THE_REVIEWS.items()} == (
        IN_THE_REVIEWS
    )


def test_the_right_option_is_as_a_rule_neither_first_nor_longest(slots):
    first = longest = 0
    choices = [slot.variants[0].body.options for slot in slots if slot.type == "single"]
    for options in choices:
        place = next(k for k, option in enumerate(options) if option.correct)
        lengths = [len(option.text) for option in options]
        first += place == 0
        longest += all(lengths[place] > length for k, length in enumerate(lengths) if k != place)
    assert first < len(choices) / 4
    assert longest < len(choices) / 4


def test_ticking_everything_earns_nothing(slots):
    for slot in slots:
        if slot.type == "multiple":
            question = slot.variants[0]
            everything = question.parse_response(question.body.ids)
            assert question.score(everything).fraction == 0, slot.id


def texts_of(question: Question) -> list[str]:
    parts = question.score(None).parts
    found = [question.text, question.explanation, question.erratum]
    found += [part.feedback for part in parts]
    found += [option.text for option in getattr(question.body, "options", ())]
    found += [mistake.feedback for mistake in getattr(question.body, "wrong", ())]
    return [text for text in found if text]


@pytest.mark.parametrize("slug", REVIEWS)
def test_formulas_and_maths_of_every_text_are_set(slug, review):
    for slot in review(slug).slots:
        for question in slot.variants[:3]:
            for text in texts_of(question):
                faults = Faults()
                html = read(text, faults).html
                assert list(faults) == []
                assert "{{" not in text and "$" not in html, (slot.id, text)


@pytest.mark.parametrize("slug", REVIEWS)
def test_a_review_can_be_tried_again_and_stands_at_the_end_of_its_chapter(slug, review):
    quiz = review(slug)
    chapter = Path("courseware/course/chapters") / f"{quiz.chapter}.md"
    text = (BANK.parents[1] / chapter).read_text("utf-8")

    assert quiz.delivery.attempts > 1
    ending = text.partition("{#check-yourself}")[2]
    assert f"\n::quiz[{slug}-review]\n" in ending
