"""What names the host that this process runs on."""

from __future__ import annotations

import socket
from functools import cache
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def host_name() -> str:
    """The name that workers announce; in a container that of the container."""
    return socket.gethostname()


@cache
def boot_id() -> str:
    """Of the running kernel, which containers of one machine share."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""
