"""Names of results, and the way to their parts."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np
import pytest

from grader.sandbox.guest.references import (
    ATTRIBUTE,
    ITEM,
    NoPart,
    Reference,
    call_of,
    decode,
    encode,
    follow,
    path_text,
    resolve,
)

Pair = namedtuple("Pair", "mean var")
DEEP = Reference(1, ((ITEM, 0), (ITEM, "state"), (ATTRIBUTE, "mean")))


class Scaler:
    mean = 3.0

    def __getitem__(self, key: str) -> str:
        return key * 2


class Hostile:
    def __getattr__(self, name: str) -> Any:
        raise SystemExit(name)

    def __getitem__(self, key: object) -> Any:
        raise RecursionError("none of yours")


def test_reference_survives_its_encoding() -> None:
    assert encode(DEEP) == [1, ["item", 0], ["item", "state"], ["attribute", "mean"]]
    assert decode(encode(DEEP)) == DEEP
    assert len({DEEP, decode(encode(DEEP)), Reference(1)}) == 2


def test_reference_is_written_as_in_python() -> None:
    assert repr(DEEP) == "result(1)[0]['state'].mean"
    assert (call_of(DEEP), path_text(Reference(4))) == (1, "")


@pytest.mark.parametrize(
    ("result", "parts", "value"),
    [
        (3.0, (), 3.0),
        ((1, (2, 3)), ((ITEM, 1), (ITEM, 0)), 2),
        ([1, 2], ((ITEM, -1),), 2),
        ({"w": 5}, ((ITEM, "w"),), 5),
        (Pair(7, 8), ((ATTRIBUTE, "var"),), 8),
        (Scaler(), ((ATTRIBUTE, "mean"),), 3.0),
        (Scaler(), ((ITEM, "ab"),), "abab"),
    ],
)
def test_parts_are_followed_through_values_of_any_kind(
    result: Any, parts: tuple[tuple[str, Any], ...], value: Any
) -> None:
    assert follow(Reference(0, parts), [result]) == value


@pytest.mark.parametrize(
    ("result", "part", "said"),
    [
        ((1,), (ITEM, 1), [0, "[1]", "tuple"]),
        ({"w": 1}, (ITEM, "v"), [0, "['v']", "dict"]),
        (None, (ITEM, 0), [0, "[0]", "NoneType"]),
        (3.0, (ATTRIBUTE, "mean_"), [0, ".mean_", "float"]),
        (np.ones((3, 2)), (ITEM, 1), [0, "[1]", "numpy.ndarray"]),
        (np.float64(1), (ITEM, 0), [0, "[0]", "numpy.float64"]),
        ("out", (ITEM, 0), [0, "[0]", "str"]),
        (iter([1, 2]), (ITEM, 0), [0, "[0]", "list_iterator"]),
    ],
)
def test_missing_part_is_named_with_the_type_that_lacks_it(
    result: Any, part: tuple[str, Any], said: list[Any]
) -> None:
    """The rows of an array are no parts: a function that forgot its cache returns one array."""
    with pytest.raises(NoPart) as caught:
        follow(Reference(0, (part,)), [result])
    assert caught.value.as_list == said
    assert said[2] in str(caught.value)


def test_what_an_object_raises_goes_on_to_the_caller() -> None:
    with pytest.raises(SystemExit):
        follow(Reference(0, ((ATTRIBUTE, "mean"),)), [Hostile()])
    with pytest.raises(RecursionError):
        follow(Reference(0, ((ITEM, 0),)), [Hostile()])


def test_references_are_resolved_inside_containers() -> None:
    state, kept = object(), [1.0]
    followed: list[Any] = []
    given = {"params": [(Reference(0, ((ITEM, 1),)), 2.0)], "plain": kept, "s": Reference(1)}
    found = resolve(given, [(0, "second"), state], followed)
    assert found == {"params": [("second", 2.0)], "plain": [1.0], "s": state}
    assert found["plain"] is not kept
    assert followed == ["second", state]
    assert given["s"] == Reference(1)
