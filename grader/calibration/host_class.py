"""The class of a host: what ratios of times depend on, and what else may differ between two hosts.

That is the model of the processor, its vector units and caches, and the versions of Python, NumPy
and BLAS. How many cores there are and how fast the clock runs affect both sides of a ratio alike.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info

VECTOR_UNITS = {
    "sse4_2": "SSE4.2",
    "avx": "AVX",
    "avx2": "AVX2",
    "fma": "FMA",
    "avx512f": "AVX-512",
    "asimd": "NEON",
    "sve": "SVE",
    "sve2": "SVE2",
}
"""Flags of ``/proc/cpuinfo`` and their names; in a list of those found, earlier ones that a later
one includes are left out."""
_INCLUDED = {
    "avx": ("sse4_2",),
    "avx2": ("sse4_2", "avx"),
    "avx512f": ("sse4_2", "avx", "avx2"),
    "sve": ("asimd",),
    "sve2": ("asimd", "sve"),
}
CPUINFO = Path("/proc/cpuinfo")
CACHES = Path("/sys/devices/system/cpu/cpu0/cache")


@dataclass(frozen=True)
class HostClass:
    """Hosts of one class are expected to give the same ratios.

    Attributes:
        processor: the model's name.
        vector_units: names of the widest ones.
        caches: sizes of the data caches of a core, the nearest first, such as ``32K 512K 32M``.
        python, numpy, blas: versions; of BLAS with its name and the kernels that it has chosen.
    """

    processor: str
    vector_units: tuple[str, ...]
    caches: str
    python: str
    numpy: str
    blas: str

    @property
    def machine(self) -> str:
        """The processor and BLAS in words, as receipts name them."""
        caches = f"caches {self.caches}" if self.caches else ""
        return ", ".join(filter(None, [self.processor, *self.vector_units, caches, self.blas]))

    @property
    def words(self) -> str:
        """All of it in words."""
        return f"{self.machine}; Python {self.python}, NumPy {self.numpy}"

    @property
    def key(self) -> str:
        """A short name of the class: 12 hexadecimal digits."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:12]


@cache
def this_host() -> HostClass:
    """The class of the host that this process runs on."""
    facts = _cpu_facts()
    return HostClass(
        processor=_processor(facts),
        vector_units=_vector_units(facts),
        caches=_caches(),
        python=platform.python_version(),
        numpy=np.__version__,
        blas=_blas(),
    )


def _cpu_facts() -> Mapping[str, str]:
    """What the kernel says of the first processor; empty where it says nothing."""
    try:
        first = CPUINFO.read_text(encoding="utf-8", errors="replace").split("\n\n")[0]
    except OSError:
        return {}
    pairs = (line.partition(":") for line in first.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _processor(facts: Mapping[str, str]) -> str:
    """The model; hypervisors often give the name of a family only, so that numbers are added."""
    name = facts.get("model name", "")
    numbers = [facts.get(key, "") for key in ("cpu family", "model", "stepping")]
    if name and all(numbers):
        return f"{' '.join(name.split())} ({'/'.join(numbers)})"
    if implementer := facts.get("CPU implementer"):
        return f"{platform.machine()} {implementer} {facts.get('CPU part', '')}".strip()
    return name or platform.machine()


def _vector_units(facts: Mapping[str, str]) -> tuple[str, ...]:
    flags = set((facts.get("flags") or facts.get("Features") or "").split())
    found = [flag for flag in VECTOR_UNITS if flag in flags]
    included = {flag for unit in found for flag in _INCLUDED.get(unit, ())}
    return tuple(VECTOR_UNITS[flag] for flag in found if flag not in included)


def _caches() -> str:
    sizes = []
    for folder in sorted(CACHES.glob("index*")):
        try:
            kind = (folder / "type").read_text(encoding="ascii").strip()
            size = (folder / "size").read_text(encoding="ascii").strip()
        except OSError:
            continue
        if kind != "Instruction":
            sizes.append(size)
    return " ".join(sizes)


def _blas() -> str:
    """The library that this process has loaded for NumPy."""
    loaded = [entry for entry in threadpool_info() if entry.get("user_api") == "blas"]
    if not loaded:
        return "no known BLAS"
    parts = (str(loaded[0].get(key) or "") for key in ("internal_api", "version", "architecture"))
    return " ".join(filter(None, parts))
