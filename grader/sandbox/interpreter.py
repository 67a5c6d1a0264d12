"""Which files a sandbox shows: this interpreter, its standard library, NumPy and what they load.

All of it appears under ``/python``, wherever it lies on the host, so that nothing inside
reveals the host's folders: ``bin``, ``lib``, ``so`` for shared libraries, ``site`` for NumPy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

INSIDE = "/python"
EXECUTABLE = f"{INSIDE}/bin/python"
SITE = f"{INSIDE}/site"
SHARED = f"{INSIDE}/so"

# Run by the same interpreter, outside: names every shared object that NumPy and the compiled part
# of the standard library load. Modules for terminals and windows are left out.
_LIST_OBJECTS = """
import ctypes, importlib, json, os, sys
sys.path.insert(0, sys.argv[1])
skip = ("_tkinter", "_test", "_curses", "readline", "nis", "_dbm", "_gdbm", "_ctypes_test", "xx")
for folder in [p for p in sys.path if p.endswith("lib-dynload") and os.path.isdir(p)]:
    for file in sorted(os.listdir(folder)):
        name = file.split(".")[0]
        if not name.startswith(skip):
            try:
                importlib.import_module(name)
            except Exception:  # whatever keeps a module from loading here, inside it will too
                pass
import numpy.linalg, numpy.fft, numpy.random
try:
    ctypes.CDLL("libgcc_s.so.1")
except OSError:
    pass
class Info(ctypes.Structure):
    _fields_ = [("address", ctypes.c_void_p), ("name", ctypes.c_char_p)]
found = []
@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Info), ctypes.c_size_t, ctypes.c_void_p)
def note(info, size, data):
    found.append(os.fsdecode(info.contents.name or b""))
    return 0
ctypes.CDLL(None).dl_iterate_phdr(note, None)
print(json.dumps(found))
"""


@dataclass(frozen=True)
class VisibleFiles:
    """Pairs of (path on the host, path inside), and folders inside to be shown empty."""

    binds: tuple[tuple[str, str], ...]
    emptied: tuple[str, ...]


@cache
def visible_files() -> VisibleFiles:
    """Takes about 0.2 s the first time: the interpreter is asked what it loads."""
    numpy = _numpy_folder()
    executable = os.path.realpath(sys.executable)
    binds = [(executable, EXECUTABLE), (str(Path(__file__).with_name("guest")), f"{SITE}/guest")]
    emptied = []
    for source, target in _standard_library():
        binds.append((source, target))
        emptied += [f"{target}/{name}" for name in _packages_in(source)]
    binds.append((str(numpy), f"{SITE}/numpy"))
    libraries = numpy.with_name("numpy.libs")
    if libraries.is_dir():
        binds.append((str(libraries), f"{SITE}/numpy.libs"))
    binds += _shared_objects(str(numpy.parent), [source for source, _ in binds])
    return VisibleFiles(tuple(binds), tuple(emptied))


def _numpy_folder() -> Path:
    spec = find_spec("numpy")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("NumPy is not installed")
    return Path(spec.origin).resolve().parent


def _standard_library() -> list[tuple[str, str]]:
    version = f"python{sysconfig.get_python_version()}"
    bases = {"platbase": sys.base_exec_prefix, "base": sys.base_prefix}
    found = {}
    for name in ("stdlib", "platstdlib"):
        source = os.path.realpath(sysconfig.get_path(name, vars=bases))
        folder = "lib" if name == "stdlib" else sys.platlibdir
        found[f"{INSIDE}/{folder}/{version}"] = source
    return [(source, target) for target, source in found.items()]


def _packages_in(folder: str) -> list[str]:
    names = ("site-packages", "dist-packages", "ensurepip/_bundled")
    return [name for name in names if os.path.isdir(os.path.join(folder, name))]


def _shared_objects(site: str, covered: list[str]) -> list[tuple[str, str]]:
    listing = subprocess.run(
        [sys.executable, "-I", "-c", _LIST_OBJECTS, site],
        capture_output=True,
        check=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env={},
    )
    pairs = []
    for name in json.loads(listing.stdout):
        real = os.path.realpath(name)
        if not name.startswith("/") or any(real.startswith(f"{path}/") for path in covered):
            continue
        base = os.path.basename(name)
        is_loader = base.startswith(("ld-linux", "ld-musl", "ld.so"))
        pairs.append((real, name if is_loader else f"{SHARED}/{base}"))
    return pairs
