"""Rules as plain data: written and read back the same, and every mistake is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.gradebook.rules import WEIGHTED, Category, Rules
from courseware.gradebook.rules_format import RulesRefused, from_plain, inconsistencies, to_plain

TEXTS = st.text("abc/-", min_size=1, max_size=5)
LISTS = st.lists(TEXTS, max_size=3, unique=True).map(tuple)
CATEGORIES = st.builds(
    Category,
    name=TEXTS,
    weight=st.floats(0, 100),
    kinds=LISTS,
    chapters=LISTS,
    items=LISTS,
    drop_lowest=st.integers(0, 5),
    extra_credit=st.booleans(),
)
RULES = st.builds(
    Rules,
    method=st.sampled_from(["points", "weighted"]),
    categories=st.lists(CATEGORIES, max_size=3).map(tuple),
    extra_credit=LISTS,
    places=st.none() | st.integers(0, 2),
    letters=st.lists(st.floats(0, 100), max_size=4, unique=True).map(
        lambda found: tuple((least, f"L{least}") for least in sorted(found, reverse=True))
    ),
    attempts=st.dictionaries(TEXTS, st.sampled_from(["best", "last", "average"]), max_size=2).map(
        lambda found: tuple(found.items())
    ),
)


@settings(deadline=None)
@given(RULES.filter(lambda rules: not inconsistencies(rules)))
def test_rules_are_read_back_as_they_were_written(rules: Rules) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(rules)))) == rules


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ([], "mapping"),
        ({"methods": "points"}, "“methods” is not a known key"),
        ({"method": "sum"}, "not “sum”"),
        ({"method": "weighted"}, "weight above 0"),
        ({"categories": {}}, "must be a list"),
        ({"categories": [{"weight": 1}]}, "Category 1 needs a name"),
        ({"categories": [{"name": "a", "weight": -1}]}, "at least 0"),
        ({"categories": [{"name": "a", "weight": float("nan")}]}, "at least 0"),
        ({"categories": [{"name": "a", "drop_lowest": 1.5}]}, "whole number"),
        ({"categories": [{"name": "a", "kinds": "quiz"}]}, "list of strings"),
        ({"categories": [{"name": "a"}, {"name": "a"}]}, "two categories"),
        ({"rounding": 3}, "0, 1, or 2"),
        ({"rounding": True}, "0, 1, or 2"),
        ({"letters": [90, "A"]}, "pairs"),
        ({"letters": [[90, "A"], [80, "A"]]}, "only once"),
        ({"extra_credit": [1]}, "list of strings"),
        ({"attempts": ["last"]}, "to the attempt that counts"),
        ({"attempts": {"quiz": "worst"}}, "to the attempt that counts"),
    ],
)
def test_a_mistake_is_named(plain: Any, words: str) -> None:
    with pytest.raises(RulesRefused, match=words):
        from_plain(plain)


def test_all_mistakes_are_named_together() -> None:
    with pytest.raises(RulesRefused) as refusal:
        from_plain({"method": WEIGHTED, "rounding": 7})
    assert len(refusal.value.faults) == 2
