"""Text to words."""

from __future__ import annotations

import pytest

from courseware.search.words import fold, spans_of, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sparse softmax, cross-entropy", ["sparse", "softmax", "cross", "entropy"]),
        ("softmax_ce(x, axis=-1)", ["softmax", "ce", "x", "axis", "1"]),
        ("L1, L₁ and ℓ1", ["l1", "l1", "and", "l1"]),
        ("L5.3", ["l5", "3"]),
        ("Café naïve", ["cafe", "naive"]),
        ("σ(z)", ["σ", "sigma", "z"]),
        ("λ and Λ", ["λ", "lambda", "and", "λ", "lambda"]),
        ("ﬁrst ½", ["first", "1", "2"]),
        ("don’t", ["don", "t"]),
        (" .,-– ", []),
        ("", []),
    ],
)
def test_words_are_compared_by_their_letters(text, words):
    assert words_in(text) == words


def test_folding_leaves_no_case_and_no_accents():
    assert fold("GROSS, Größe") == "gross, grosse"


def test_places_are_those_of_the_text_as_it_is_written():
    text = "The ﬁrst σ"
    assert [(word, text[start:end]) for word, start, end in spans_of(text)] == [
        ("the", "The"),
        ("first", "ﬁrst"),
        ("σ", "σ"),
        ("sigma", "σ"),
    ]
