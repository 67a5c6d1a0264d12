import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.questions.encoding import decode, encode


@dataclass(frozen=True)
class Leaf:
    name: str
    weight: float = 1.0


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    keys: dict[str, dict[str, str]]
    span: tuple[int, float]
    best: Leaf | None = None


def test_values_come_back_equal_in_their_classes():
    tree = Tree((Leaf("a", 0.5), Leaf("b")), {"x": {"p": "q"}}, (1, 2.0), Leaf("c"))
    assert decode(Tree, encode(tree)) == tree
    bare = Tree((), {}, (0, 0.0))
    assert decode(Tree, encode(bare)) == bare


def test_a_whole_number_where_a_float_is_declared_becomes_one():
    assert decode(Leaf, {"name": "a", "weight": 2}) == Leaf("a", 2.0)
    assert isinstance(decode(Leaf, {"name": "a", "weight": 2}).weight, float)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Leaf("a"), {"name": "a", "weight": 1.0}),
        ((1, (2, 3)), [1, [2, 3]]),
        ({"k": (Leaf("a", 2.0),)}, {"k": [{"name": "a", "weight": 2.0}]}),
        (None, None),
        ("x", "x"),
    ],
)
def test_values_become_plain(value, plain):
    assert encode(value) == plain


def test_a_class_is_no_value():
    assert encode(Leaf) is Leaf


@pytest.mark.parametrize(
    ("kind", "plain", "value"),
    [
        (tuple[int, ...], [1, 2], (1, 2)),
        (tuple[float, ...], [1, 2.5], (1.0, 2.5)),
        (tuple[tuple[float, ...], ...], [[1], [2]], ((1.0,), (2.0,))),
        (tuple[int, str], [1, "a"], (1, "a")),
        (tuple[Leaf, ...], [{"name": "a"}], (Leaf("a"),)),
        (dict[str, float], {"a": 1}, {"a": 1.0}),
        (Leaf | None, None, None),
        (Leaf | None, {"name": "a"}, Leaf("a")),
        (float | None, 3, 3.0),
        (Any, [1, {"a": None}], [1, {"a": None}]),
        (bool, True, True),
    ],
)
def test_plain_values_become_what_their_hint_says(kind, plain, value):
    assert decode(kind, plain) == value
    assert decode(kind, None) is None


def test_tuples_of_fixed_length_have_that_length():
    with pytest.raises(ValueError):
        decode(tuple[int, str], [1, "a", 2])


def test_fields_that_a_release_did_not_have_get_their_default():
    assert decode(Tree, {"leaves": [], "keys": {}, "span": [0, 1]}).best is None


def test_fields_that_are_gone_are_an_error_of_the_data():
    with pytest.raises(KeyError):
        decode(Leaf, {"name": "a", "height": 3})


@given(
    st.builds(
        Tree,
        st.lists(st.builds(Leaf, st.text(), st.floats(allow_nan=False)), max_size=4).map(tuple),
        st.dictionaries(st.text(), st.dictionaries(st.text(), st.text(), max_size=2), max_size=3),
        st.tuples(st.integers(), st.floats(allow_nan=False)),
        st.none() | st.builds(Leaf, st.text(), st.floats(allow_nan=False)),
    )
)
def test_any_value_survives_json(tree):
    assert decode(Tree, json.loads(json.dumps(encode(tree)))) == tree
