import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.unique_ids import UniqueIds, slug
from quizzes.types.shared.options import SLUG


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Batch Normalization!", "batch-normalization"),
        ("one two three four five six seven", "one-two-three-four-five-six"),
        ("$x^2$ + 1", "x-2-1"),
        ("…", ""),
        ("", ""),
        ("a" * 100, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_slug_has_the_first_words(text, expected):
    assert slug(text) == expected


def test_equal_texts_get_numbers_and_empty_ones_the_default():
    ids = UniqueIds("option")
    texts = ("Yes", "yes!", "YES", "…", "???")
    assert [ids.assign(text) for text in texts] == ["yes", "yes-2", "yes-3", "option", "option-2"]


def test_a_number_that_is_taken_is_passed_over():
    ids = UniqueIds("x")
    assert [ids.assign(text) for text in ("a 2", "a", "a")] == ["a-2", "a", "a-3"]


@given(st.lists(st.text(max_size=80), max_size=20))
def test_ids_are_distinct_and_what_an_author_may_write(texts):
    ids = UniqueIds("entry")
    assigned = [ids.assign(text) for text in texts]
    assert len(set(assigned)) == len(texts)
    assert all(SLUG.fullmatch(each) for each in assigned)
