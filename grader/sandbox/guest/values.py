"""Values as a JSON-able header and raw bytes, never pickled.

``None``, bools, and text represent themselves, lists represent lists; the rest is an object of one
key: ``i`` int (hexadecimal), ``f`` float and ``c`` complex (exact), ``t`` tuple, ``d`` dict
(pairs), ``a`` array and ``s`` NumPy scalar: [dtype, shape, offset in the payload, order, writable].
The order is ``C``, ``F`` or, for inputs alone, ``S``: as ``C``, with every entry twice, of which
one is used. In requests there is also ``r``: a reference to what an earlier call returned, as
`references.encode` gives it.
"""

from __future__ import annotations

import contextlib
import mmap
import os
from typing import Any

import numpy as np

from . import references
from .messages import ALIGN, TooLarge
from .names import MAX_TYPE_NAME, MODULE, type_name

MAX_DEPTH, MAX_NODES, MAX_BITS = 8, 20_000, 60_000
KEY_BITS = 63  # of a key: larger ones can share one hash, and their dict takes time by the square
DTYPES = tuple(
    np.dtype(name).name
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "longdouble complex64 complex128 clongdouble".split()
)
_NAMES = {np.dtype(name): name for name in DTYPES}
"""Of dtypes in the byte order of this machine; NumPy makes a name anew each time it is asked."""
_MADV_POPULATE_READ = 22  # <asm-generic/mman-common.h>, since Linux 5.14


LIKE = (np.ndarray, list, tuple, dict, str, bool, int, float, complex)
"""Plain kinds that classes are derived from."""


class UnsupportedValue(Exception):
    """A value that has no plain form; its text says what it is.

    ``like`` names the plain kind that its class is derived from, if there is one.
    """

    def __init__(self, what: str, like: str = "") -> None:
        super().__init__(what)
        self.like = like


class Packer:
    """Packs values of at most ``limit`` bytes; ``buffers`` are (offset, bytes) of the payload.

    With ``spaced``, arrays whose entries lie apart in memory will lie apart on the other side too.
    """

    def __init__(self, limit: int, *, spaced: bool = False) -> None:
        self.limit, self.spaced = limit, spaced
        self.size = self.nodes = 0
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
        if isinstance(value, tuple) and hasattr(kind, "_fields"):  # a named tuple
            return {"t": [self.pack(item, depth + 1) for item in tuple.__iter__(value)]}
        return self.pack_other(value)

    def keep_apart(self, first: int) -> None:
        """Copies the buffers from number ``first`` on: what they hold may change before they go."""
        self.buffers[first:] = [(at, flat.copy()) for at, flat in self.buffers[first:]]

    def pack_other(self, value: Any) -> Any:
        """The header of a value that has no plain form. Raises: UnsupportedValue."""
        kind = type(value)
        like = next((plain.__name__ for plain in LIKE if issubclass(kind, plain)), "")
        raise UnsupportedValue(type_name(kind, (MODULE,)), like)

    def _key(self, key: Any, depth: int) -> Any:
        if type(key) is int and key.bit_length() > KEY_BITS:
            raise UnsupportedValue(f"a dict with a key of {key.bit_length():,} bits")
        return self.pack(key, depth)

    def _array(self, value: np.ndarray) -> list[Any]:
        dtype = value.dtype
        name = _NAMES.get(dtype) or dtype.name
        if name not in DTYPES:
            raise UnsupportedValue(f"an array of dtype {dtype}"[:MAX_TYPE_NAME])
        if value.nbytes + self.size > self.limit:
            raise TooLarge(f"{value.nbytes + self.size:,} bytes in one answer")
        order = self._order(value)
        value_in_order = value if dtype.isnative else np.asarray(value, dtype=name)
        if order == "S":
            value_in_order = np.repeat(value_in_order, 2, axis=-1)
        flat = value_in_order.ravel(order="F" if order == "F" else "C").view(np.uint8)
        offset = self.size
        self.buffers.append((offset, flat))
        self.size += -(-len(flat) // ALIGN) * ALIGN
        return [name, list(value.shape), offset, order, bool(value.flags.writeable)]

    def _order(self, value: np.ndarray) -> str:
        if value.flags.c_contiguous:
            return "C"
        if value.flags.f_contiguous:
            return "F"
        return "S" if self.spaced and value.strides[-1] != value.itemsize else "C"


def map_payload(fd: int, start: int) -> mmap.mmap | None:
    """A shared mapping of a request's memory file; none without a payload."""
    size = os.fstat(fd).st_size
    if size <= start:
        return None
    mapping = mmap.mmap(fd, size, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
    with contextlib.suppress(OSError):  # before Linux 5.14 pages come at the first touch
        mapping.madvise(_MADV_POPULATE_READ)
    return mapping


class Inputs:
    """The inputs of one call, built on a shared mapping of the request's memory file.

    What the code writes goes to the file, where the other side finds it. ``arrays`` holds each
    array with the form in which it came: dtype, shape and strides. ``has_references`` says whether
    a reference was among what was built.
    """

    has_references = False

    def __init__(self, mapping: Any, start: int) -> None:
        self.start, self.mapping = start, mapping  # without one, NumPy makes empty arrays
        self.arrays: list[tuple[np.ndarray, np.dtype, tuple[int, ...], tuple[int, ...]]] = []

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
        if kind == "r":
            self.has_references = True
            return references.decode(body)
        value = self._array(*body)
        return value[()] if kind == "s" else value

    def _array(
        self, name: str, shape: list[int], offset: int, order: Any, writable: bool
    ) -> np.ndarray:
        dtype = np.dtype(name)
        count = 2 if order == "S" else 1
        for length in shape:
            count *= length
        if count:
            flat = np.frombuffer(self.mapping, dtype, count, self.start + offset)
        else:
            flat = np.empty(0, dtype)
        value = flat.reshape(shape, order=order) if order != "S" else spaced(flat, shape)
        value.flags.writeable = writable
        self.arrays.append((value, dtype, value.shape, value.strides))
        return value

    def reshaped(self) -> bool:
        """Whether an array has another form than that in which it came."""
        return any(
            (value.dtype, value.shape, value.strides) != tuple(form) for value, *form in self.arrays
        )


def spaced(flat: np.ndarray, shape: list[int]) -> np.ndarray:
    """The array of which every entry comes twice in ``flat``, as a view of every second one."""
    return flat.reshape([*shape[:-1], 2 * shape[-1]])[..., ::2]


def withhold(header: Any) -> Any:
    """The header of a value in which all is zero but arrays, references to results, and the
    containers around them."""
    if type(header) is list:
        return [withhold(item) for item in header]
    if type(header) is not dict:
        return 0
    ((kind, body),) = header.items()
    if kind in ("a", "r"):
        return header
    if kind == "t":
        return {"t": [withhold(item) for item in body]}
    return {"d": [[key, withhold(item)] for key, item in body]} if kind == "d" else 0


def snapshot(value: Any, own: frozenset[int] = frozenset()) -> Any:
    """Scalars and containers of an input, to be compared after the call; arrays left out, and what
    is the submission's ``own`` by identity."""
    if own and id(value) in own:
        return None
    if type(value) in (list, tuple):
        return [snapshot(item, own) for item in value]
    if type(value) is dict:
        return [[snapshot(key, own), snapshot(item, own)] for key, item in value.items()]
    return id(value) if isinstance(value, np.ndarray) else repr(value)
