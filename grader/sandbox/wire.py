"""Requests and replies between the trusted process and a guest that may lie.

`Request` is the memory file of a request. `read_reply` copies a reply whole into memory of our own
before a byte of it is looked at; `Reply` then parses it and believes nothing: sizes before they
are allocated, keys and dtypes from a list, shapes against the bytes that are there, depth and
number of values. Whatever does not fit is a `ProtocolError`.
"""

from __future__ import annotations

import fcntl
import json
import math
import os
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.sandbox.guest import messages, values

MAX_NODES = values.MAX_NODES
MAX_DIMENSIONS = 64  # NumPy's own limit (NPY_MAXDIMS)
_DTYPES = {name: np.dtype(name) for name in values.DTYPES}
_MAX_NUMBER = values.MAX_BITS // 4 + 8  # characters: hexadecimal digits, sign and prefix
_SEALED = "the answer's file was sealed"
_HEADERS = frozenset(map(frozenset, messages.HEADERS))


class ProtocolError(Exception):
    """The other side did not keep to the protocol."""


def create_memory_file(name: str, size: int = 0) -> int:
    """A new memory file with room for ``size`` bytes; the caller closes it. Raises: OSError."""
    fd = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    if size:
        os.posix_fallocate(fd, 0, size + messages.MAX_TIMED_HEADER)
    return fd


def empty_file(fd: int) -> None:
    """Frees a memory file's pages, so that the next reply can be written.

    Raises: ProtocolError: the guest has sealed it.
    """
    try:
        os.ftruncate(fd, 0)
        seals = fcntl.fcntl(fd, fcntl.F_GET_SEALS)
    except PermissionError as error:
        raise ProtocolError(_SEALED) from error
    if seals:
        raise ProtocolError(_SEALED)


def release_file(fd: int) -> None:
    """Frees a memory file's pages for good: a process that still holds it cannot fill it again.

    Raises: ProtocolError: the guest has sealed it.
    """
    try:
        os.ftruncate(fd, 0)
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)
    except PermissionError as error:
        raise ProtocolError(_SEALED) from error


@dataclass
class Request:
    """A request's memory file, ours to close.

    The guest maps the file, so that what it does to an input is done to the file, where
    `inputs_changed` finds it. It cannot make the file longer.
    ``length`` is that of the header, ``start`` the offset of the payload, ``buffers`` are the
    bytes of arrays with their offsets in the payload. ``withheld_header`` is the true header,
    where what is no array was withheld too.
    """

    fd: int
    length: int
    start: int
    buffers: list[tuple[int, np.ndarray]]
    withheld_header: bytes = b""

    @classmethod
    def create(
        cls,
        header: Any,
        buffers: list[tuple[int, np.ndarray]],
        size: int,
        *,
        withhold: bool = False,
        shift: int = 0,
    ) -> Request:
        """The file with ``header`` and a payload of ``size`` bytes.

        With ``withhold`` the payload is zeros for now, and so are numbers and text in the header;
        `deliver` brings them, the buffers ``shift`` bytes further on than they need be.
        Raises: OSError, guest.messages.TooLarge.
        """
        withheld_header = b""
        if withhold and (shown := _without_inputs(header)) != header:
            withheld_header = messages.encode({**header, "withheld": 1})
            header = {**shown, "withheld": 1}
        fd = create_memory_file("request")
        try:
            length, size_of_payload = messages.write(
                fd, header, () if withhold else buffers, min_header=len(withheld_header)
            )
            start = messages.start_of_payload(length) + shift
            if size:
                os.posix_fallocate(fd, start, max(size, size_of_payload))
            fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW)
        except BaseException:  # whatever happens, nothing stays open; it goes on to the caller
            os.close(fd)
            raise
        return cls(fd, length, start, buffers, withheld_header)

    def deliver(self) -> None:
        """Brings what was withheld. Raises: ProtocolError: the guest has cut the file."""
        try:
            os.pwrite(self.fd, self.withheld_header, 0)
            messages.write_payload(self.fd, self.start, self.buffers)
        except OSError as error:
            raise ProtocolError("the file with the inputs was cut") from error

    def read(self, begin: int, size: int) -> bytes:
        """What the payload holds now; less where the guest has cut the file."""
        return os.pread(self.fd, size, self.start + begin)

    def inputs_changed(self, buffers: messages.Buffers | None = None) -> bool:
        """Whether the bytes of an array, or of one of ``buffers``, are not those that were sent."""
        space = np.empty(_BLOCK, np.uint8)
        for offset, sent in self.buffers if buffers is None else buffers:
            for begin in range(0, len(sent), _BLOCK):
                block = sent[begin : begin + _BLOCK]
                found = space[: len(block)]
                count = os.preadv(self.fd, [found.data], self.start + offset + begin)
                if count != len(block) or not _equal_bytes(block, found):
                    return True
        return False

    def close(self) -> None:
        """Closes the memory that holds the arrays."""
        os.close(self.fd)


def _without_inputs(header: dict[str, Any]) -> dict[str, Any]:
    if "calls" in header:
        return {**header, "calls": [_without_inputs(call) for call in header["calls"]]}
    inputs = {name: header[name] for name in ("args", "kwargs") if name in header}
    return {**header, **{name: values.withhold(value) for name, value in inputs.items()}}


_BLOCK = 256 << 10  # bytes compared at a time: they stay in the second cache


def _equal_bytes(one: np.ndarray, other: np.ndarray) -> bool:
    word = np.uint64 if len(one) % 8 == 0 else np.uint8
    return bool(np.array_equal(one.view(word), other.view(word)))


def read_reply(
    fd: int, length: int, size: int, limit: int, *, max_header: int = messages.MAX_HEADER
) -> Reply:
    """Copies a reply: a header of ``length`` bytes and a payload of ``size``.

    Raises: ProtocolError: it is longer than ``max_header`` and ``limit`` allow, or not all there.
    """
    if not 0 < length <= max_header:
        raise ProtocolError("the answer's header does not fit")
    if size > limit + MAX_NODES * messages.ALIGN:
        raise ProtocolError("the answer is longer than the limit")
    start = messages.start_of_payload(length)
    data = _read(fd, start + size if size else length, 0)
    return Reply(bytes(data[:length]), memoryview(data)[start:])


def _refuse_constant(name: str) -> None:
    """NaN and infinities, which JSON does not have and Python reads."""
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _read(fd: int, size: int, offset: int) -> bytearray:
    data = bytearray(size)
    view, done = memoryview(data), 0
    while done < size:
        read = os.preadv(fd, [view[done:]], offset + done)
        if read == 0:
            raise ProtocolError("the answer is shorter than it says")
        done += read
    return data


class Reply:
    """A reply in our own memory, and what can be read of it.

    ``nodes`` counts the values that were read, ``bytes_left`` those that arrays may still take.
    """

    def __init__(self, header: bytes, payload: memoryview) -> None:
        self._header, self._payload = header, payload
        self.nodes, self.bytes_left = 0, len(payload)

    def header(self) -> dict[str, Any]:
        """What the guest reports: a value, or why there is none. Raises: ProtocolError."""
        try:
            header = _DECODER.decode(self._header.decode())
        except (ValueError, RecursionError) as error:
            raise ProtocolError("the answer's header is not readable") from error
        if type(header) is not dict or not all(type(key) is str for key in header):
            raise ProtocolError("the answer's header is not an object")
        if frozenset(header) not in _HEADERS:
            raise ProtocolError("the answer's header has other keys than those that are known")
        return header

    def value(self, header: Any, depth: int = 0) -> Any:
        """The value that a header describes. Raises: ProtocolError."""
        self.nodes += 1
        if depth > values.MAX_DEPTH or self.nodes > MAX_NODES:
            raise ProtocolError("the answer is nested too deeply or holds too many values")
        if header is None or type(header) in (bool, str):
            return header
        if type(header) is list:
            return [self.value(item, depth + 1) for item in header]
        if type(header) is not dict or len(header) != 1:
            raise ProtocolError("the answer holds something that is no value")
        ((kind, body),) = header.items()
        try:
            return self._build(kind, body, depth)
        except ProtocolError:
            raise
        except (ValueError, TypeError, OverflowError, KeyError, MemoryError) as error:
            raise ProtocolError("the answer holds something that is no value") from error

    def _build(self, kind: str, body: Any, depth: int) -> Any:
        if kind == "i":
            return int(_text(body), 16)
        if kind == "f":
            return float.fromhex(_text(body))
        if kind == "c":
            real, imaginary = body
            return complex(float.fromhex(_text(real)), float.fromhex(_text(imaginary)))
        if kind == "t":
            return tuple(self.value(item, depth + 1) for item in _list(body))
        if kind == "d":
            return {
                self._key(key): self.value(item, depth + 1) for key, item in map(_list, _list(body))
            }
        if kind not in ("a", "s"):
            raise ProtocolError("the answer holds something that is no value")
        array = self._array(*_list(body))
        return array if kind == "a" else array[()]

    def _key(self, header: Any) -> Any:
        key = self.value(header, values.MAX_DEPTH)
        if type(key) not in (str, int, float, bool, type(None)):
            raise ProtocolError("a key is not a plain value")
        if type(key) is int and key.bit_length() > values.KEY_BITS:
            raise ProtocolError("a key is a number beyond 63 bits")
        return key

    def _array(self, name: Any, shape: Any, offset: Any, order: Any, writable: Any) -> np.ndarray:
        dtype = _DTYPES[_text(name)]
        shape = _list(shape)
        if len(shape) > MAX_DIMENSIONS or not all(_is_count(n) for n in [*shape, offset]):
            raise ProtocolError("the shape of an array is no shape")
        if order not in ("C", "F"):
            raise ProtocolError("the order of an array is no order")
        needed = math.prod(shape) * dtype.itemsize
        if needed and (needed > self.bytes_left or offset + needed > len(self._payload)):
            raise ProtocolError("an array is larger than the answer")
        if offset % messages.ALIGN:
            raise ProtocolError("an array is out of line")
        self.bytes_left -= needed
        data = self._payload[offset : offset + needed]
        if dtype == np.bool_ and needed and np.frombuffer(data, np.uint8).max() > 1:
            raise ProtocolError("a bool is neither true nor false")
        return np.frombuffer(data, dtype).reshape(shape, order=order)


def _is_count(number: Any) -> bool:
    return type(number) is int and 0 <= number < 1 << 63


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > _MAX_NUMBER:
        raise ProtocolError("text was expected")
    return value


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ProtocolError("a list was expected")
    return value
