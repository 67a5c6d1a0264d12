"""Values as a JSON-able header and raw bytes, never pickled.

``None``, bools and text stand for themselves, lists for lists; the rest is an object of one key:
``i`` int (hexadecimal), ``f`` float and ``c`` complex (exact), ``t`` tuple, ``d`` dict (pairs),
``a`` array and ``s`` NumPy scalar: [dtype, shape, offset in the payload, order, writable].
"""

import contextlib
import mmap
import os

import numpy as np

from .messages import ALIGN, TooLarge

MAX_DEPTH, MAX_NODES, MAX_BITS = 8, 20_000, 60_000
KEY_BITS = 63  # of a key: larger ones can share one hash, and their dict takes time by the square
DTYPES = tuple(
    np.dtype(name).name
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "longdouble complex64 complex128 clongdouble".split()
)
_POPULATE_READ = 22


class UnsupportedValue(Exception):
    """A value that has no plain form; carries what it is, in words."""


def type_name(kind, hide=()):
    """The name of a type as a student writes it; modules in ``hide`` are left out."""
    module = getattr(kind, "__module__", "")
    name = str(getattr(kind, "__qualname__", kind))
    plain = type(module) is not str or module == "builtins" or module in hide
    return (name if plain else f"{module}.{name}")[:200]


class Packer:
    """Packs values of at most ``limit`` bytes; ``buffers`` are (offset, bytes) of the payload."""

    def __init__(self, limit):
        self.limit, self.size, self.nodes, self.buffers = limit, 0, 0, []

    def pack(self, value, depth=0):
        """The header of a value. Exact types only: a subclass may do anything when looked at."""
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

    def _key(self, key, depth):
        if type(key) is int and key.bit_length() > KEY_BITS:
            raise UnsupportedValue(f"a dict with a key of {key.bit_length():,} bits")
        return self.pack(key, depth)

    def _array(self, value):
        name = value.dtype.name
        if name not in DTYPES:
            raise UnsupportedValue(f"an array of dtype {value.dtype}"[:200])
        if value.nbytes + self.size > self.limit:
            raise TooLarge(f"{value.nbytes + self.size:,} bytes in one answer")
        order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
        flat = np.asarray(value, dtype=name).ravel(order=order).view(np.uint8)
        offset = self.size
        self.buffers.append((offset, flat))
        self.size += -(-len(flat) // ALIGN) * ALIGN
        return [name, list(value.shape), offset, order, bool(value.flags.writeable)]


class Inputs:
    """The inputs of one call, built on a shared mapping of the request's memory file.

    What the code writes goes to the file, where the other side finds it.
    """

    def __init__(self, fd, start):
        self.start, self.arrays = start, []
        size = os.fstat(fd).st_size
        self.mapping = None
        if size > start:
            self.mapping = mmap.mmap(fd, size, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
            with contextlib.suppress(OSError):  # before Linux 5.14 pages come at the first touch
                self.mapping.madvise(_POPULATE_READ)

    def build(self, header):
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

    def _array(self, name, shape, offset, order, writable):
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

    def reshaped(self):
        """Whether an array has another form than that in which it came."""
        return any(
            (value.dtype, value.shape, value.strides) != tuple(form) for value, *form in self.arrays
        )


def held_back(header):
    """The header of a value in which all is zero but arrays and the containers around them."""
    if type(header) is list:
        return [held_back(item) for item in header]
    if type(header) is not dict:
        return 0
    ((kind, body),) = header.items()
    if kind == "a":
        return header
    if kind == "t":
        return {"t": [held_back(item) for item in body]}
    return {"d": [[key, held_back(item)] for key, item in body]} if kind == "d" else 0


def plain(value):
    """Scalars and containers of an input, to be compared after the call; arrays left out."""
    if type(value) in (list, tuple):
        return [plain(item) for item in value]
    if type(value) is dict:
        return [[plain(key), plain(item)] for key, item in value.items()]
    return id(value) if isinstance(value, np.ndarray) else repr(value)
