"""Requests and answers between the trusted process and a guest that may lie.

`request` makes the memory file of a request; `read_answer` takes an answer apart and believes
nothing: sizes before they are allocated, dtypes from a list, shapes against the bytes that are
there, depth and number of values. Whatever does not fit is `Broken`.
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
MAX_DIMENSIONS = 64
_DTYPES = {name: np.dtype(name) for name in values.DTYPES}
_MAX_NUMBER = values.MAX_BITS // 4 + 8  # characters


class Broken(Exception):
    """The other side did not keep to the protocol."""


def memory_file(name: str, size: int = 0) -> int:
    """A new memory file with room for ``size`` bytes; the caller closes it."""
    fd = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    if size:
        os.posix_fallocate(fd, 0, size + messages.MAX_HEADER // 16)
    return fd


def give_back(fd: int) -> None:
    """Frees a memory file's pages for good: who still holds the file cannot fill it again."""
    os.ftruncate(fd, 0)
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)


@dataclass
class Request:
    """A request's memory file, ours to close; ``shown`` is the way to it that can only read."""

    fd: int
    shown: int
    length: int
    start: int

    @classmethod
    def of(
        cls,
        header: dict[str, Any],
        buffers: list,
        size: int,
        *,
        hold: bool = False,
        shift: int = 0,
    ) -> Request:
        """The file with ``header`` and a payload of ``size`` bytes.

        With ``hold`` the payload is zeros for now and `deliver` brings the buffers, ``shift``
        bytes further on than they need be.
        """
        fd = memory_file("request")
        try:
            length, start = messages.write(fd, header, () if hold else buffers)
            start += shift
            if size:
                os.posix_fallocate(fd, start, size)
            shown = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC)
        except BaseException:
            os.close(fd)
            raise
        return cls(fd, shown, length, start)

    def deliver(self, buffers: list) -> None:
        """Brings the payload that was held back."""
        messages.write_payload(self.fd, self.start, buffers)

    def close(self) -> None:
        os.close(self.shown)
        os.close(self.fd)


def read_answer(fd: int, length: int, start: int, limit: int) -> tuple[dict[str, Any], _Payload]:
    """The header of an answer and its payload, not yet read."""
    size = os.fstat(fd).st_size
    if not 0 < length <= messages.MAX_HEADER or not length <= start <= size + messages.ALIGN:
        raise Broken("the answer's header does not fit")
    if size - start > limit + messages.MAX_HEADER + MAX_NODES * messages.ALIGN:
        raise Broken("the answer is longer than the limit")
    try:
        header = json.loads(_read(fd, length, 0), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Broken("the answer's header is not readable") from error
    if type(header) is not dict or not all(type(key) is str for key in header):
        raise Broken("the answer's header is not an object")
    return header, _Payload(fd, start, size)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _read(fd: int, size: int, offset: int) -> bytearray:
    data = bytearray(size)
    view, done = memoryview(data), 0
    while done < size:
        read = os.preadv(fd, [view[done:]], offset + done)
        if read == 0:
            raise Broken("the answer is shorter than it says")
        done += read
    return data


class _Payload:
    """The bytes of an answer, and the values built from them."""

    def __init__(self, fd: int, start: int, size: int) -> None:
        self.fd, self.start, self.nodes = fd, start, 0
        self.left = max(0, size - start)  # bytes that arrays may still take, overlaps counted
        self.size = self.left

    def value(self, header: Any, depth: int = 0) -> Any:
        """The value that a header describes; raises `Broken`."""
        self.nodes += 1
        if depth > values.MAX_DEPTH or self.nodes > MAX_NODES:
            raise Broken("the answer is nested too deeply or holds too many values")
        if header is None or type(header) in (bool, str):
            return header
        if type(header) is list:
            return [self.value(item, depth + 1) for item in header]
        if type(header) is not dict or len(header) != 1:
            raise Broken("the answer holds something that is no value")
        ((kind, body),) = header.items()
        try:
            return self._build(kind, body, depth)
        except Broken:
            raise
        except (ValueError, TypeError, OverflowError, KeyError, MemoryError) as error:
            raise Broken("the answer holds something that is no value") from error

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
            raise Broken("the answer holds something that is no value")
        array = self._array(*_list(body))
        return array if kind == "a" else array[()]

    def _key(self, header: Any) -> Any:
        key = self.value(header, values.MAX_DEPTH)
        if type(key) not in (str, int, float, bool, type(None)):
            raise Broken("a key is not a plain value")
        return key

    def _array(self, name: Any, shape: Any, offset: Any, order: Any, writable: Any) -> np.ndarray:
        dtype = _DTYPES[_text(name)]
        shape = _list(shape)
        if len(shape) > MAX_DIMENSIONS or not all(_is_count(n) for n in [*shape, offset]):
            raise Broken("the shape of an array is no shape")
        if order not in ("C", "F"):
            raise Broken("the order of an array is no order")
        needed = math.prod(shape) * dtype.itemsize
        if needed and (needed > self.left or offset + needed > self.size):
            raise Broken("an array is larger than the answer")
        self.left -= needed
        data = _read(self.fd, needed, self.start + offset)
        if dtype == np.bool_ and needed and np.frombuffer(data, np.uint8).max() > 1:
            raise Broken("a bool is neither true nor false")
        return np.frombuffer(data, dtype).reshape(shape, order=order)


def _is_count(number: Any) -> bool:
    return type(number) is int and 0 <= number < 1 << 63


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > _MAX_NUMBER:
        raise Broken("text was expected")
    return value


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise Broken("a list was expected")
    return value
