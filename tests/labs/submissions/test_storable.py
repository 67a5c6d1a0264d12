import json
from typing import Any

import pytest

from labs.submissions.storable import make_storable, unstorable_reason


def test_ordinary_code_can_be_stored() -> None:
    assert unstorable_reason("π = 3.14  # naïve, 日本語, 😀\n") == ""


@pytest.mark.parametrize(
    ("code", "what"),
    [("a = 1\nb = '\x00'\n", "a NUL character"), ("a = 1\nb = '\ud800'\n", "a lone surrogate")],
)
def test_what_no_database_takes_is_named_with_its_line(code: str, what: Any) -> None:
    sentence = unstorable_reason(code)

    assert sentence.startswith("Line 2 contains ")
    assert what in sentence


def test_what_code_printed_is_stored_visibly_and_is_valid_json() -> None:
    report = {"output": ["a\x00b", "\ud83d", float("nan"), float("-inf"), 1.5, None, True]}

    cleaned = make_storable(report)

    assert cleaned == {"output": ["a␀b", "\\ud83d", "nan", "-inf", 1.5, None, True]}
    assert json.loads(json.dumps(cleaned, allow_nan=False)) == cleaned


def test_keys_are_cleaned_too_and_tuples_become_lists() -> None:
    assert make_storable({"a\x00": (1, "\udc00")}) == {"a␀": [1, "\\udc00"]}


def test_a_whole_character_outside_the_basic_plane_is_left_alone() -> None:
    assert make_storable("😀") == "😀"
