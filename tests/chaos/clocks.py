"""A clock for each host that a fault can set forward or back while programs run.

A library that programs preload adds what a file says to the time of day. Monotonic clocks and those
of processor time stay as they are, as on a host whose time of day is set.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_name("clock.c")
_COMPILER = "cc"


def can_jump() -> bool:
    """Whether there is a C compiler for the library."""
    return shutil.which(_COMPILER) is not None


def build_library(folder: Path) -> Path | None:
    """The library, or ``None`` where it cannot be made."""
    if not can_jump():
        return None
    library = folder / "clock.so"
    subprocess.run([_COMPILER, "-shared", "-fPIC", "-O1", "-o", library, _SOURCE], check=True)
    return library


class Clock:
    """The time of day of one host."""

    def __init__(self, file: Path, library: Path | None) -> None:
        self.file, self.library = file, library
        self.set_right()

    def jump(self, seconds: int) -> None:
        data = seconds.to_bytes(8, "little", signed=True)
        if not self.file.exists():
            self.file.write_bytes(data)
        with self.file.open("r+b", buffering=0) as file:  # programs have this file mapped
            file.write(data)

    def set_right(self) -> None:
        self.jump(0)

    @property
    def environment(self) -> dict[str, str]:
        """For programs on this host."""
        if self.library is None:
            return {}
        return {"LD_PRELOAD": str(self.library), "CHAOS_CLOCK": str(self.file)}
