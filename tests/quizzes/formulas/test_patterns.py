import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formulas.patterns import (
    MAX_LENGTH,
    PatternError,
    compile_pattern,
    matches,
    wildcard_pattern,
)


@pytest.mark.parametrize(
    ("pattern", "text", "case", "expected"),
    [
        ("log[- ]?odds", "Log-Odds", False, True),
        ("log[- ]?odds", "Log-Odds", True, False),
        ("log[- ]?odds", "the log-odds", False, False),
        ("a|b", "b", False, True),
        ("", "", False, True),
        (".*", "line\nbreak", False, False),
        ("ä+", "ÄÄ", False, True),
    ],
)
def test_the_whole_text_must_match(pattern, text, case, expected):
    assert matches(pattern, text, case) == expected


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "(?=a)b", r"(a)\1", "\ud800"])
def test_what_re2_cannot_read_is_an_error_that_says_what_to_do(pattern):
    with pytest.raises(PatternError, match="list them under “accept”"):
        compile_pattern(pattern)


def test_a_pattern_has_a_bounded_length():
    assert compile_pattern("a" * MAX_LENGTH)
    with pytest.raises(PatternError, match=f"has {MAX_LENGTH + 1} characters; {MAX_LENGTH} at"):
        compile_pattern("a" * (MAX_LENGTH + 1))


def test_a_pattern_of_an_earlier_release_matches_nothing_and_is_logged(caplog):
    with caplog.at_level(logging.WARNING):
        assert not matches("(?=a)a", "a")
    assert "listed spellings alone" in caplog.text


def test_patterns_that_let_others_backtrack_are_matched_at_once():
    assert not matches("(a+)+b", "a" * 200)
    assert not matches("(a|aa)*c", "a" * 200 + "b")


@pytest.mark.parametrize(
    ("text", "fitting", "other"),
    [
        ("a*", "abc", "ba"),
        ("*a*", "xxaxx", "b"),
        ("a*c", "ac", "acd"),
        ("a***c", "axc", "a"),
        ("1.5", "1.5", "125"),
        ("*", "anything at all", None),
    ],
)
def test_a_star_stands_for_anything(text, fitting, other):
    pattern = wildcard_pattern(text)
    assert matches(pattern, fitting)
    assert other is None or not matches(pattern, other)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_without_a_star_only_the_text_itself_matches(text):
    plain = text.replace("*", "")
    assert matches(wildcard_pattern(plain), plain, case=True)
    assert not matches(wildcard_pattern(plain), f"{plain}x", case=True)
