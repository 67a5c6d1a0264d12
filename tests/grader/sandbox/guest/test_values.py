"""Values as headers and bytes, and inputs built on a shared file."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.sandbox import wire
from grader.sandbox.exchanges import pack_arguments
from grader.sandbox.guest.messages import TooLarge
from grader.sandbox.guest.values import (
    KEY_BITS,
    MAX_BITS,
    MAX_DEPTH,
    MAX_NODES,
    Inputs,
    Packer,
    UnsupportedValue,
    map_payload,
    snapshot,
    type_name,
    withhold,
)

LIMIT = 1 << 20


class Text(str): ...


class Array(np.ndarray): ...


def nested(depth: int) -> list:
    value: list = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({1, 2}, "set"),
        (b"x", "bytes"),
        (Text("x"), "Text"),
        (OrderedDict(a=1), "OrderedDict"),
        (np.zeros(2).view(Array), "Array"),
        (np.ma.zeros(2), "MaskedArray"),
        (np.array(["x"]), "an array of dtype <U1"),
        (np.array([None]), "an array of dtype object"),
        (np.zeros(1, "f8,f8"), "an array of dtype"),
        (np.datetime64("2020"), "an array of dtype datetime64"),
        (nested(MAX_DEPTH + 1), "nested too deeply"),
        ([None] * MAX_NODES, "more than 20,000 values"),
        ({1 << KEY_BITS: 1}, "a key of 64 bits"),
        (len, "builtin_function_or_method"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_value_without_a_plain_form_is_named(value: Any, what: str) -> None:
    with pytest.raises(UnsupportedValue, match=what):
        Packer(LIMIT).pack(value)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (1 << MAX_BITS, "60,001 bits"),
        (np.zeros(LIMIT, np.uint8)[:0].repeat(2), None),
        (np.zeros(LIMIT + 1, np.uint8), "1,048,577 bytes"),
        ([np.zeros(LIMIT, np.uint8), np.zeros(1)], "bytes in one answer"),
        (np.broadcast_to(1.0, 10**11), "800,000,000,000 bytes"),
    ],
    ids=["int", "nothing", "array", "sum", "view"],
)
def test_value_beyond_the_limit_is_too_large(value: Any, what: str | None) -> None:
    if what is None:
        assert Packer(LIMIT).pack(value)
        return
    with pytest.raises(TooLarge, match=what):
        Packer(LIMIT).pack(value)


@pytest.mark.parametrize(
    "value", [nested(MAX_DEPTH), [None] * (MAX_NODES - 1), {2**62: 1}, -(2**200)]
)
def test_value_at_the_limit_is_packed(value: Any) -> None:
    assert Packer(LIMIT).pack(value) is not None


def test_value_that_holds_itself_is_refused() -> None:
    circle: list = []
    circle.append(circle)
    with pytest.raises(UnsupportedValue, match="nested too deeply"):
        Packer(LIMIT).pack(circle)


def test_arrays_begin_at_lines_of_the_cache() -> None:
    packer = Packer(LIMIT)
    packer.pack([np.ones(1, np.uint8), np.ones(9), np.ones(3)])
    assert [offset for offset, _ in packer.buffers] == [0, 64, 192]
    assert packer.size == 256


@pytest.mark.parametrize(
    ("kind", "hide", "name"),
    [
        (int, (), "int"),
        (np.float64, (), "numpy.float64"),
        (OrderedDict, ("collections",), "OrderedDict"),
        (type("X", (), {"__module__": 7}), (), "X"),
        (type("Y" * 500, (), {}), (), None),
    ],
)
def test_type_is_named_as_a_student_writes_it(
    kind: type, hide: tuple[str, ...], name: str | None
) -> None:
    found = type_name(kind, hide)
    assert len(found) <= 200
    if name is not None:
        assert found == name


# -- inputs ----------------------------------------------------------------------------------------
Build = Callable[..., tuple[Inputs, Any, wire.Request]]


@pytest.fixture
def build() -> Iterator[Build]:
    requests = []

    def built(*args: Any) -> tuple[Inputs, Any, wire.Request]:
        header, packer = pack_arguments("f", args, {})
        request = wire.Request.create(header, packer.buffers, packer.size)
        requests.append(request)
        inputs = Inputs(map_payload(request.fd, request.start), request.start)
        return inputs, inputs.build(header["args"]), request

    yield built
    for request in requests:
        request.close()


@pytest.mark.parametrize(
    "value",
    [None, True, "text", -3, 0.1, float("-inf"), 1 - 2j, [1, (2.0, {"k": None})], {3: ()}],
    ids=repr,
)
def test_plain_inputs_are_built_as_they_were(build: Build, value: Any) -> None:
    _, (found,), _ = build(value)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("dtype", ["bool", "int8", "float32", "complex128", "longdouble"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (2, 3, 4)])
def test_arrays_are_built_on_the_file(build: Build, dtype: str, shape: tuple[int, ...]) -> None:
    array = np.ones(shape, dtype)
    inputs, (found,), request = build(array)
    assert (found.dtype, found.shape) == (array.dtype, shape)
    assert np.array_equal(found, array)
    assert not inputs.reshaped()
    assert not request.inputs_changed()


def test_change_of_an_input_is_seen_from_outside(build: Build) -> None:
    inputs, (found,), request = build(np.zeros(5))
    found[3] = 1.0
    assert request.inputs_changed()
    assert not inputs.reshaped()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of setting them, in NumPy 2.4 and later
@pytest.mark.parametrize(
    ("name", "value"), [("shape", (3, 2)), ("dtype", np.dtype(np.int64)), ("strides", (8, 16))]
)
def test_change_of_form_is_noticed(build: Build, name: str, value: Any) -> None:
    inputs, (found,), _ = build(np.zeros((2, 3)))
    setattr(found, name, value)
    assert inputs.reshaped()


def test_order_and_write_protection_are_kept(build: Build) -> None:
    fortran, protected = np.asfortranarray(np.ones((2, 3))), np.ones(2)
    protected.flags.writeable = False
    _, (first, second, third), _ = build(fortran, protected, np.float32(2.5))
    assert first.flags.f_contiguous
    assert not first.flags.c_contiguous
    assert not second.flags.writeable
    assert type(third) is np.float32


def test_entries_that_lie_apart_do_so_again(build: Build) -> None:
    values = [np.arange(12.0)[::2], np.arange(24.0).reshape(2, 3, 4)[..., ::2], np.arange(3)[::-1]]
    inputs, found, _ = build(*values)
    assert [list(map(np.array_equal, values, found))] == [[True] * 3]
    assert not any(value.flags.contiguous for value in found)
    assert not inputs.reshaped()


def test_answers_are_packed_without_gaps() -> None:
    packer = Packer(LIMIT)
    assert packer.pack(np.arange(6.0)[::2])["a"][3] == "C"
    assert len(packer.buffers[0][1]) == 24


def test_request_without_a_payload_needs_no_mapping(build: Build) -> None:
    inputs, values, request = build(1, "two", np.empty((0, 3)))
    assert inputs.mapping is None or os.fstat(request.fd).st_size > request.start
    assert values[2].shape == (0, 3)


# -- what is withheld ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (7, 0),
        ("secret", 0),
        (None, 0),
        ([1, [2.5]], [0, [0]]),
        ((1, "a"), {"t": [0, 0]}),
        ({"name": 7}, {"d": [["name", 0]]}),
        (np.float64(7.0), 0),
    ],
)
def test_everything_but_containers_and_arrays_is_withheld(value: Any, shown: Any) -> None:
    assert withhold(Packer(LIMIT).pack(value)) == shown


def test_form_of_an_array_is_shown() -> None:
    header = Packer(LIMIT).pack(np.ones((2, 3), np.float32))
    assert withhold(header) == header


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.append(1),
        lambda value: value[1].update(k=2),
        lambda value: value[1].pop("k"),
        lambda value: value.__setitem__(0, 2),
        lambda value: value.reverse(),
        lambda value: value.__setitem__(2, np.ones(1)),
    ],
)
def test_snapshot_tells_a_changed_container(change: Callable[[Any], Any]) -> None:
    array = np.zeros(2)
    value = [1, {"k": 1}, array]
    before = snapshot(value)
    array[0] = 5.0  # arrays are compared outside
    assert snapshot(value) == before
    change(value)
    assert snapshot(value) != before
