"""Which labs are left when somebody chooses."""

from __future__ import annotations

import pytest

from courseware.chapters.models import Chapter
from labs.index.filters import Filter, filter_from, tags_of
from tests.labs.index.made import lab

PENALTIES = lab(
    "penalties",
    number="L1.1",
    tags=["l1", "gradient"],
    functions=[{"name": "penalty"}, {"name": "penalty_grad"}],
)
SOFTMAX = lab(
    "sparse_softmax",
    number="L5.3",
    difficulty="hard",
    place="done",
    tags=["softmax"],
    functions=[{"name": "sparse_ce"}],
)
LABS = [PENALTIES, SOFTMAX]
CHAPTERS = [Chapter(slug="sparsity"), Chapter(slug="many-classes")]


@pytest.mark.parametrize(
    ("chosen", "taken"),
    [
        (Filter(), [PENALTIES, SOFTMAX]),
        (Filter(q="softmax SPARSE"), [SOFTMAX]),
        (Filter(q="sparse_ce"), [SOFTMAX]),
        (Filter(q="l1.1"), [PENALTIES]),
        (Filter(q="gradient"), [PENALTIES]),
        (Filter(q="gradient softmax"), []),
        (Filter(tag="l1"), [PENALTIES]),
        (Filter(state="done"), [SOFTMAX]),
        (Filter(difficulty="easy"), [PENALTIES]),
        (Filter(difficulty="easy", state="done"), []),
    ],
)
def test_every_choice_narrows(chosen, taken):
    assert [each for each in LABS if chosen.takes(each, "sparsity")] == taken


def test_a_chapter_is_chosen_by_its_slug():
    assert Filter(chapter="sparsity").takes(PENALTIES, "sparsity")
    assert not Filter(chapter="sparsity").takes(PENALTIES, "many-classes")
    assert not Filter(chapter="sparsity").takes(PENALTIES, "")


def test_choices_are_read_from_an_address():
    query = {"q": "  soft\0max ", "chapter": "sparsity", "state": "next", "tag": "l1", "page": "2"}
    chosen = filter_from(query | {"difficulty": "hard"}, LABS, CHAPTERS)
    assert chosen == Filter("softmax", "sparsity", "next", "hard", "l1")
    assert chosen.is_set
    assert len(filter_from({"q": "x" * 500}, LABS, CHAPTERS).q) == 100


def test_what_is_no_choice_filters_nothing():
    query = {"chapter": "gone", "state": "'--", "difficulty": "4", "tag": "no-such-tag"}
    chosen = filter_from(query, LABS, CHAPTERS)
    assert (chosen, chosen.is_set) == (Filter(), False)


def test_tags_are_listed_once_in_order():
    assert tags_of([*LABS, SOFTMAX]) == ["gradient", "l1", "softmax"]
