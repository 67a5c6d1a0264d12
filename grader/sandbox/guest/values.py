"""Values as a JSON-able header and raw bytes, never pickled.

``None``, bools and text stand for themselves, lists for lists; the rest is an object of one key:
``i`` int (hexadecimal), ``f`` float and ``c`` complex (exact), ``t`` tuple, ``d`` dict (pairs),
``a`` array and ``s`` NumPy scalar: [dtype, shape, offset in the payload, order, writable].
"""

from __future__ import annotations

import contextlib
import mmap
import os
from typing import Any, Literal

import numpy as np

from .messages import ALIGN, TooLarge

MAX_DEPTH, MAX_NODES, MAX_BITS = 8, 20_000, 60_000
MAX_TYPE_NAME = 200
KEY_BITS = 63  # of a key: larger ones can share one hash, and their dict takes time by the square
DTYPES = tuple(
    np.dtype(name).name
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "longdouble complex64 complex128 clongdouble".split()
)
_MADV_POPULATE_READ = 22  # <asm-generic/mman-common.h>, since Linux 5.14


class UnsupportedValue(Exception):
    """A value that has no plain form; its text says what it is."""


def type_name(kind: type, hide: tuple[str, ...] = ()) -> str:
    """The name of a type as a student writes it; modules in ``hide`` are left out."""
    module = getattr(kind, "__module__", "")
    name = str(getattr(kind, "__qualname__", kind))
    plain = type(module) is not str or module == "builtins" or module in hide
    return (name if plain else f"{module}.{name}")[:MAX_TYPE_NAME]


class Packer:
    """Packs values of at most ``limit`` bytes; ``buffers`` are (offset, bytes) of the payload."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size, self.nodes = limit, 0, 0
        self.buffers: list[tuple[int, np.ndarray]] = []

    def pack(self, value: Any, depth: int = 0) -> Any:
        """The header of a value. Exact types only: a subclass may do anything when looked at.

        Raises: UnsupportedValue, TooLarge.
        """
        kind = type(value)
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise UnsupportedValue("a structure nested too deeply")
        if self.nodes > MAX_NODES:
            raise UnsupportedValue(f"a structure of more than {MAX_NODES:,} values")
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            if value.bit_length() > MAX_BITS:
                raise TooLarge(f"an int of {value.bit_length():,} bits")
            return {"i": hex(value)}
        if kind is float:
            return {"f": value.hex()}
        if kind is complex:
            return {"c": [value.real.hex(), value.imag.hex()]}
        if kind is np.ndarray:
            return {"a": self._array(value)}
        if isinstance(value, np.generic) and kind.__module__ == "numpy":
            return {"s": self._array(np.asarray(value))}
        if kind is list:
            return [self.pack(item, depth + 1) for item in value]
        if kind is tuple:
            return {"t": [self.pack(item, depth + 1) for item in value]}
        if kind is dict:
            pairs = value.items()
            return {"d": [[self._key(k, depth + 1), self.pack(v, depth + 1)] for k, v in pairs]}
        raise UnsupportedValue(type_name(kind, ("submission",)))

    def _key(self, key: Any, depth: int) -> Any:
        if type(key) is int and key.bit_length() > KEY_BITS:
            raise UnsupportedValue(f"a dict with a key of {key.bit_length():,} bits")
        return self.pack(key, depth)

    def _array(self, value: np.ndarray) -> list[Any]:
        name = value.dtype.name
        if name not in DTYPES:
            raise UnsupportedValue(f"an array of dtype {value.dtype}"[:MAX_TYPE_NAME])
        if value.nbytes + self.size > self.limit:
            raise TooLarge(f"{value.nbytes + self.size:,} bytes in one answer")
        order: Literal["F", "C"] = (
            "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
        )
        flat = np.asarray(value, dtype=name).ravel(order=order).view(np.uint8)
        offset = self.size
        self.buffers.append((offset, flat))
        self.size += -(-len(flat) // ALIGN) * ALIGN
        return [name, list(value.shape), offset, order, bool(value.flags.writeable)]


class Inputs:
    """The inputs of one call, built on a shared mapping of the request's memory file.

    What the code writes goes to the file, where the other side finds it. ``arrays`` holds each
    array with the form in which it came: dtype, shape and strides.
    """

    def __init__(self, fd: int, start: int) -> None:
        self.start = start
        self.arrays: list[tuple[np.ndarray, np.dtype, tuple[int, ...], tuple[int, ...]]] = []
        size = os.fstat(fd).st_size
        self.mapping: Any = None  # none without a payload; NumPy then makes empty arrays
        if size > start:
            self.mapping = mmap.mmap(fd, size, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
            with contextlib.suppress(OSError):  # before Linux 5.14 pages come at the first touch
                self.mapping.madvise(_MADV_POPULATE_READ)

    def build(self, header: Any) -> Any:
        """The value of a header from the trusted side."""
        if type(header) is list:
            return [self.build(item) for item in header]
        if type(header) is not dict:
            return header
        ((kind, body),) = header.items()
        if kind == "i":
            return int(body, 16)
        if kind == "f":
            return float.fromhex(body)
        if kind == "c":
            return complex(*map(float.fromhex, body))
        if kind == "t":
            return tuple(self.build(item) for item in body)
        if kind == "d":
            return {self.build(key): self.build(item) for key, item in body}
        value = self._array(*body)
        return value[()] if kind == "s" else value

    def _array(
        self, name: str, shape: list[int], offset: int, order: Any, writable: bool
    ) -> np.ndarray:
        dtype = np.dtype(name)
        count = 1
        for length in shape:
            count *= length
        if count:
            flat = np.frombuffer(self.mapping, dtype, count, self.start + offset)
        else:
            flat = np.empty(0, dtype)
        value = flat.reshape(shape, order=order)
        value.flags.writeable = writable
        self.arrays.append((value, dtype, value.shape, value.strides))
        return value

    def reshaped(self) -> bool:
        """Whether an array has another form than that in which it came."""
        return any(
            (value.dtype, value.shape, value.strides) != tuple(form) for value, *form in self.arrays
        )


def withhold(header: Any) -> Any:
    """The header of a value in which all is zero but arrays and the containers around them."""
    if type(header) is list:
        return [withhold(item) for item in header]
    if type(header) is not dict:
        return 0
    ((kind, body),) = header.items()
    if kind == "a":
        return header
    if kind == "t":
        return {"t": [withhold(item) for item in body]}
    return {"d": [[key, withhold(item)] for key, item in body]} if kind == "d" else 0


def snapshot(value: Any) -> Any:
    """Scalars and containers of an input, to be compared after the call; arrays left out."""
    if type(value) in (list, tuple):
        return [snapshot(item) for item in value]
    if type(value) is dict:
        return [[snapshot(key), snapshot(item)] for key, item in value.items()]
    return id(value) if isinstance(value, np.ndarray) else repr(value)
