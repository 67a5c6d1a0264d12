"""Answers taken apart: right ones whole, everything else refused and nothing believed."""

from __future__ import annotations

import contextlib
import json
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.sandbox import wire
from grader.sandbox.guest import messages, values

LIMIT = 1 << 20


def answer(header: bytes, payload: bytes = b"", limit: int = LIMIT):
    """The value of an answer with this header and payload."""
    fd = wire.memory_file("test")
    try:
        start = messages.start_of_payload(header)
        os.pwrite(fd, header, 0)
        os.pwrite(fd, payload, start)
        read, rest = wire.read_answer(fd, len(header), start, limit)
        return rest.value(read["value"])
    finally:
        os.close(fd)


def there_and_back(value):
    packer = values.Packer(LIMIT)
    header = {"value": packer.pack(value)}
    fd = wire.memory_file("test")
    try:
        length, start = messages.write(fd, header, packer.buffers)
        read, rest = wire.read_answer(fd, length, start, LIMIT)
        return rest.value(read["value"])
    finally:
        os.close(fd)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(plain)
@settings(deadline=None, max_examples=200)
def test_plain_values_survive_the_wire(value):
    with contextlib.suppress(values.Untransportable):  # nested more deeply than is allowed
        assert there_and_back(value) == value


@given(
    arrays.arrays(
        st.sampled_from(values.DTYPES).map(np.dtype),
        arrays.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=5),
        elements=st.integers(0, 1),
    )
)
@settings(deadline=None, max_examples=200)
def test_arrays_survive_the_wire(array):
    back = there_and_back(array)
    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    assert np.array_equal(back, array)


@given(st.binary(max_size=300), st.binary(max_size=100))
@settings(deadline=None, max_examples=300)
def test_random_bytes_are_refused(header, payload):
    with pytest.raises((wire.Broken, KeyError)):
        answer(header, payload)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from([*"ifctdasx"]), inner, max_size=2)
    ),
    max_leaves=30,
)


@given(junk)
@settings(deadline=None, max_examples=500)
def test_random_headers_give_a_value_or_are_refused(header):
    with contextlib.suppress(wire.Broken):
        answer(json.dumps({"value": header}).encode(), bytes(64))


BAD = {
    "no such kind": {"pickle": ""},
    "two kinds": {"i": "0x1", "f": "0x1p0"},
    "bare number": 1,
    "bare float": 1.5,
    "int that is none": {"i": "one"},
    "float that is none": {"f": "x"},
    "tuple of nothing": {"t": None},
    "key that is a list": {"d": [[[], None]]},
    "pair of three": {"d": [["a", "b", "c"]]},
    "unknown dtype": {"a": ["object", [1], 0, "C", True]},
    "dtype with fields": {"a": ["f8,f8", [1], 0, "C", True]},
    "negative side": {"a": ["float64", [-1], 0, "C", True]},
    "true as a side": {"a": ["float64", [True], 0, "C", True]},
    "float as a side": {"a": ["float64", [1.0], 0, "C", True]},
    "side of 2**63": {"a": ["float64", [2**63], 0, "C", True]},
    "product beyond 64 bits": {"a": ["float64", [2**32, 2**32], 0, "C", True]},
    "65 dimensions": {"a": ["float64", [1] * 65, 0, "C", True]},
    "negative offset": {"a": ["float64", [1], -8, "C", True]},
    "offset outside": {"a": ["float64", [1], 10**6, "C", True]},
    "longer than the payload": {"a": ["float64", [100], 0, "C", True]},
    "order K": {"a": ["float64", [1], 0, "K", True]},
    "array of three parts": {"a": ["float64", [1], 0]},
    "same bytes three times": [{"a": ["float64", [4], 0, "C", True]}] * 3,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_header_is_refused(name):
    with pytest.raises(wire.Broken):
        answer(json.dumps({"value": BAD[name]}).encode(), bytes(64))


def test_bool_of_two_is_refused():
    header = json.dumps({"value": {"a": ["bool", [2], 0, "C", True]}}).encode()
    with pytest.raises(wire.Broken, match="neither true nor false"):
        answer(header, b"\x01\x02")


def test_answer_longer_than_the_limit_is_refused_before_it_is_read():
    fd = wire.memory_file("test")
    try:
        os.pwrite(fd, b"{}", 0)
        os.ftruncate(fd, 1 << 40)
        with pytest.raises(wire.Broken, match="longer than the limit"):
            wire.read_answer(fd, 2, 64, LIMIT)
    finally:
        os.close(fd)


@pytest.mark.parametrize(("length", "start"), [(0, 64), (2**64 - 1, 64), (10, 5), (10, 2**63)])
def test_numbers_that_do_not_fit_are_refused(length, start):
    fd = wire.memory_file("test")
    try:
        os.pwrite(fd, bytes(100), 0)
        with pytest.raises(wire.Broken):
            wire.read_answer(fd, length, start, LIMIT)
    finally:
        os.close(fd)


def test_file_that_was_given_back_holds_nothing_and_cannot_be_filled_again():
    fd = wire.memory_file("test", 1 << 20)
    try:
        os.pwrite(fd, b"first", 0)
        wire.give_back(fd)
        assert os.fstat(fd).st_size == os.fstat(fd).st_blocks == 0
        with pytest.raises(PermissionError):
            os.pwrite(fd, b"other", 0)
        with pytest.raises(PermissionError):
            os.posix_fallocate(fd, 0, 1 << 20)
    finally:
        os.close(fd)


def test_request_can_be_read_by_who_it_is_for_and_not_written():
    request = wire.Request.of({"args": []}, [(0, np.ones(8, np.uint8))], 8)
    try:
        assert os.pread(request.shown, 8, request.start) == b"\1" * 8
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.pwrite(request.shown, b"other", 0)
    finally:
        request.close()
