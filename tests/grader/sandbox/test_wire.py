"""Answers taken apart: right ones whole, everything else refused and nothing believed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.sandbox import wire
from grader.sandbox.guest import messages, values

LIMIT = 1 << 20


def answer(header: bytes, payload: bytes = b"", limit: int = LIMIT) -> Any:
    """The value of an answer with this header and payload."""
    fd = wire.create_memory_file("test")
    try:
        os.pwrite(fd, header, 0)
        os.pwrite(fd, payload, messages.start_of_payload(len(header)))
        taken = wire.read_reply(fd, len(header), len(payload), limit)
        return taken.value(taken.header()["value"])
    finally:
        os.close(fd)


def there_and_back(value: Any) -> Any:
    packer = values.Packer(LIMIT)
    header = {"value": packer.pack(value)}
    fd = wire.create_memory_file("test")
    try:
        taken = wire.read_reply(fd, *messages.write(fd, header, packer.buffers), LIMIT)
        return taken.value(taken.header()["value"])
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
@settings(max_examples=200)
def test_plain_values_survive_the_wire(value: Any) -> None:
    try:
        found = there_and_back(value)
    except values.UnsupportedValue as error:
        assert "nested too deeply" in str(error)
        assert depth(value) > values.MAX_DEPTH
    else:
        assert found == value


def depth(value: Any) -> int:
    """How many containers are around the innermost value; keys are values in a dict."""
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list | tuple) else 0


@given(
    arrays.arrays(
        st.sampled_from(values.DTYPES).map(np.dtype),
        arrays.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=5),
        elements=st.integers(0, 1),
    )
)
@settings(max_examples=200)
def test_arrays_survive_the_wire(array: np.ndarray) -> None:
    back = there_and_back(array)
    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    assert np.array_equal(back, array)


@given(st.binary(max_size=300), st.binary(max_size=100))
@settings(max_examples=300)
def test_random_bytes_are_refused(header: Any, payload: bytes) -> None:
    with pytest.raises((wire.ProtocolError, KeyError)):
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
@settings(max_examples=500)
def test_random_headers_give_a_value_that_could_have_been_sent_or_are_refused(header: Any) -> None:
    try:
        value = answer(json.dumps({"value": header}).encode(), bytes(64))
    except wire.ProtocolError:
        return
    assert repr(there_and_back(value)) == repr(value)  # as text: NaN is no other than itself


BAD = {
    "no such kind": {"pickle": ""},
    "two kinds": {"i": "0x1", "f": "0x1p0"},
    "bare number": 1,
    "bare float": 1.5,
    "int that is none": {"i": "one"},
    "float that is none": {"f": "x"},
    "tuple of nothing": {"t": None},
    "key that is a list": {"d": [[[], None]]},
    "key with the hash of another": {"d": [[{"i": hex(2**64)}, None]]},
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
    "offset between two lines": {"a": ["float64", [1], 8, "C", True]},
    "array of three parts": {"a": ["float64", [1], 0]},
    "same bytes three times": [{"a": ["float64", [4], 0, "C", True]}] * 3,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_header_is_refused(name: str) -> None:
    with pytest.raises(wire.ProtocolError):
        answer(json.dumps({"value": BAD[name]}).encode(), bytes(64))


def test_bool_of_two_is_refused() -> None:
    header = json.dumps({"value": {"a": ["bool", [2], 0, "C", True]}}).encode()
    with pytest.raises(wire.ProtocolError, match="neither true nor false"):
        answer(header, b"\x01\x02")


@pytest.mark.parametrize(
    "header",
    [{}, {"value": 1}, {"missing": ["f"]}, dict.fromkeys(messages.HEADERS[-1], "")],
    ids=lambda header: " ".join(header) or "nothing",
)
def test_header_of_known_keys_is_read(header: Any) -> None:
    fd = wire.create_memory_file("test")
    try:
        assert wire.read_reply(fd, *messages.write(fd, header), LIMIT).header() == header
    finally:
        os.close(fd)


@pytest.mark.parametrize(
    "header", [{"value": 1, "x": []}, {"more": 1}, {"raised": "E"}, {"value": 1, "syntax": []}]
)
def test_header_of_other_keys_is_refused(header: Any) -> None:
    with pytest.raises(wire.ProtocolError, match="other keys"):
        answer(json.dumps(header).encode())


@pytest.mark.parametrize(
    ("length", "size", "reason"),
    [
        (0, 0, "header does not fit"),
        (2**64 - 1, 0, "header does not fit"),
        (messages.MAX_HEADER + 1, 0, "header does not fit"),
        (2, 1 << 40, "longer than the limit"),
        (200, 0, "shorter than it says"),
        (2, 1000, "shorter than it says"),
    ],
)
def test_answer_of_other_lengths_than_it_can_have_is_refused(
    length: int, size: int, reason: str
) -> None:
    fd = wire.create_memory_file("test")
    try:
        os.pwrite(fd, bytes(100), 0)
        with pytest.raises(wire.ProtocolError, match=reason):
            wire.read_reply(fd, length, size, LIMIT)
    finally:
        os.close(fd)


def test_answer_is_what_it_was_when_it_was_taken() -> None:
    fd = wire.create_memory_file("test")
    try:
        packer = values.Packer(LIMIT)
        header = {"value": packer.pack(np.ones(1000))}
        numbers = messages.write(fd, header, packer.buffers)
        taken = wire.read_reply(fd, *numbers, LIMIT)
        os.pwrite(fd, b"\xff" * os.fstat(fd).st_size, 0)
        assert np.array_equal(taken.value(taken.header()["value"]), np.ones(1000))
    finally:
        os.close(fd)


def test_file_that_was_given_back_holds_nothing_and_cannot_be_filled_again() -> None:
    fd = wire.create_memory_file("test", 1 << 20)
    try:
        os.pwrite(fd, b"first", 0)
        wire.release_file(fd)
        assert os.fstat(fd).st_size == os.fstat(fd).st_blocks == 0
        with pytest.raises(PermissionError):
            os.pwrite(fd, b"other", 0)
        with pytest.raises(PermissionError):
            os.posix_fallocate(fd, 0, 1 << 20)
    finally:
        os.close(fd)


@pytest.fixture
def request_of_ones() -> Iterator[wire.Request]:
    buffers = [(0, np.ones(300_000, np.uint8)), (300_032, np.ones(13, np.uint8))]
    request = wire.Request.create({"args": []}, buffers, 300_045, withhold=True, shift=64)
    request.deliver()
    yield request
    request.close()


def test_request_brings_what_was_held_back(request_of_ones: wire.Request) -> None:
    assert os.pread(request_of_ones.fd, 13, request_of_ones.start + 300_032) == b"\1" * 13
    assert not request_of_ones.inputs_changed()


@pytest.mark.parametrize("place", [0, 262_144, 299_999, 300_032, 300_044])
def test_change_of_any_byte_of_a_request_is_found(
    request_of_ones: wire.Request, place: int
) -> None:
    os.pwrite(request_of_ones.fd, b"\0", request_of_ones.start + place)
    assert request_of_ones.inputs_changed()


def test_bytes_between_the_arrays_of_a_request_may_change(request_of_ones: wire.Request) -> None:
    os.pwrite(request_of_ones.fd, b"\7", request_of_ones.start + 300_010)
    assert not request_of_ones.inputs_changed()


def test_request_that_was_cut_has_changed_and_cannot_grow(request_of_ones: wire.Request) -> None:
    os.ftruncate(request_of_ones.fd, request_of_ones.start + 10)
    assert request_of_ones.inputs_changed()
    with pytest.raises(PermissionError):
        os.ftruncate(request_of_ones.fd, 1 << 30)
    with pytest.raises(wire.ProtocolError, match="was cut"):
        request_of_ones.deliver()
