"""A clock for each host that a fault can set forward or back while programs run.

libfaketime, preloaded into a program, adds what a file says to the time of day. Monotonic clocks
stay as they are, as on a host whose time of day is set.
"""

from __future__ import annotations

import contextlib
from importlib.util import find_spec
from pathlib import Path

_SHARED_MEMORY = Path("/dev/shm")  # where the library keeps a segment and a semaphore a process
_RIGHT = "+0"


def library() -> Path | None:
    """The preloaded library, or ``None`` where it is not installed."""
    found = find_spec("libfaketime")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"
    return path if path.is_file() else None


class Clock:
    """The time of day of one host."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set_right()

    def jump(self, seconds: float) -> None:
        self.file.write_text(f"{seconds:+.0f}\n", encoding="ascii")

    def set_right(self) -> None:
        self.file.write_text(f"{_RIGHT}\n", encoding="ascii")

    @property
    def environment(self) -> dict[str, str]:
        """For programs on this host; they read the file once a second."""
        preloaded = library()
        if preloaded is None:
            return {}
        return {
            "LD_PRELOAD": str(preloaded),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",  # the name in older versions of the library
        }


def remove_segments(processes: set[int]) -> None:
    """What these processes would have removed, had they not been killed."""
    for pid in processes:
        for name in (f"faketime_shm_{pid}", f"sem.faketime_sem_{pid}"):
            with contextlib.suppress(OSError):
                (_SHARED_MEMORY / name).unlink()
