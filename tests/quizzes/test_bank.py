"""The shipped quizzes: complete, fair, and true to the keys of the notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from courseware.chapters.markdown import read
from grader.files.faults import Faults
from quizzes.questions.question import Question
from tests.quizzes.shipped import SLUGS, every_shipped_quiz

ROOT = Path(__file__).parents[2]
CHAPTERS = ROOT / "courseware" / "course" / "chapters"

KEYS_OF_THE_NOTES = {
    "l1-regularization": "zero",
    "logistic-regression-regularization": ["infinity", "asymptotes"],
    "non-linearity": "collapse",
    "network-complexity": {
        "dimensions": "Neurons",
        "composition": "layers",
        "labels": "outputs",
    },
    "gradient-descent-debugging": [
        "learning-rate",
        "weight-regularization",
        "clipping",
        "batch-normalization",
    ],
    "dropout": {
        "form": "Regularization",
        "paths": "multiple",
        "learning": "ensemble",
        "scale": "keep probability",
        "phase": "inference",
    },
    "softmax": {
        "exclusive-both": "dense",
        "exclusive-labels": "sparse",
        "not-exclusive": "sigmoid",
    },
}


@pytest.fixture
def only_question(shipped_quiz):
    """The question of a quiz that has one."""

    def find(slug: str) -> Question:
        (slot,) = shipped_quiz(slug).slots
        return slot.variants[0]

    return find


def score(question, response) -> float:
    return question.score(question.parse_response(response)).fraction


@pytest.mark.parametrize("slug", KEYS_OF_THE_NOTES)
def test_the_notes_key_earns_full_marks(slug, only_question):
    assert score(only_question(slug), KEYS_OF_THE_NOTES[slug]) == 1


def test_the_documented_softmax_key_earns_full_marks_too_and_is_the_one_shown(only_question):
    question = only_question("softmax")
    documented = KEYS_OF_THE_NOTES["softmax"] | {
        "exclusive-both": "sparse",
        "exclusive-labels": "dense",
    }

    assert score(question, documented) == 1
    assert question.samples().right == documented


def test_a_softmax_answer_that_follows_neither_reading_does_not_earn_full_marks(only_question):
    mixed = dict.fromkeys(KEYS_OF_THE_NOTES["softmax"], "dense") | {"not-exclusive": "sigmoid"}

    assert score(only_question("softmax"), mixed) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "slug", ["logistic-regression-regularization", "gradient-descent-debugging"]
)
def test_ticking_everything_earns_nothing(slug, only_question):
    question = only_question(slug)

    assert score(question, question.body.ids) == 0


def test_the_number_of_right_options_is_no_hint(shipped_quiz):
    """Were always half of the options right, one could count instead of thinking."""
    shares = [
        len(question.body.key) / len(question.body.options)
        for slug in SLUGS
        for question in (slot.variants[0] for slot in shipped_quiz(slug).slots)
        if question.type == "multiple"
    ]
    more, less = sum(share > 0.5 for share in shares), sum(share < 0.5 for share in shares)
    assert len(shares) - more - less <= len(shares) / 4
    assert min(more, less) >= len(shares) / 4
    assert len(set(shares)) >= 4


@every_shipped_quiz
def test_every_question_explains_itself_and_leads_back_to_the_text(slug, shipped_quiz):
    for slot in shipped_quiz(slug).slots:
        for question in slot.variants:
            assert question.explanation and question.tags and question.anchors
            parts = question.score(None).parts
            if slot.type in ("single", "multiple", "blanks", "matching"):
                assert all(part.feedback.strip() for part in parts)


@every_shipped_quiz
def test_anchors_stand_in_the_chapters(slug, shipped_quiz):
    for slot in shipped_quiz(slug).slots:
        for anchor in slot.variants[0].anchors:
            chapter, _, place = anchor.partition("#")
            text = (CHAPTERS / f"{chapter}.md").read_text("utf-8").split("---\n", 2)[2]
            assert place in read(text, Faults()).anchors


@every_shipped_quiz
def test_no_option_refers_to_another_by_letter_or_place(slug, shipped_quiz):
    reference = re.compile(r"\b(both|all|none) of|\b[A-E] (&|and) [A-E]\b|\babove\b", re.IGNORECASE)
    for slot in shipped_quiz(slug).slots:
        for option in getattr(slot.variants[0].body, "options", ()):
            assert not reference.search(option.text)
