"""Starts a warm parent so that its sessions are no user of the host.

Run by an ordinary user, everything inside is that user, without any right. Run by root, sessions
become a user id of their own that owns nothing on the host: the parent's user namespace then has
two ids, root's for setting up and `SESSION_UID` for sessions.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import subprocess
from typing import IO

from grader.sandbox.bubblewrap import read_only_devices
from grader.sandbox.guest.parent import USER
from grader.sandbox.interpreter import visible_files

# In the range 60578-61183, which systemd's list of user ids calls unused, and below 65536, which
# containers map.
SESSION_UID = 61_000


def start_warm_parent(
    command: list[str], program: list[str], fd: int, log: IO[bytes]
) -> tuple[subprocess.Popen[bytes], bool]:
    """Starts ``program`` in the sandbox of ``command``; ``fd`` stays open inside.

    Args:
        log: the file that it prints to.
    Returns: the process, and whether its sessions are a user without any right on the host.
    Raises: OSError.
    """
    tail = ["--as-pid-1", "--chdir", "/", "--remount-ro", "/", *program]
    if can_use_session_user():
        with contextlib.suppress(OSError, ValueError):
            return _with_session_user(command, tail, fd, log), True
    command = [*command, *read_only_devices(), "--uid", str(USER), "--gid", str(USER)]
    process = _popen([*command, *tail], (fd,), log)
    return process, os.geteuid() != 0


def can_use_session_user() -> bool:
    """Whether sessions get an id of their own: root started them, and all may read the files."""
    return os.geteuid() == 0 and all(
        _readable_by_all(source) for source, _ in visible_files().binds
    )


def _readable_by_all(path: str) -> bool:
    mode = os.stat(path).st_mode
    needed = stat.S_IROTH | (stat.S_IXOTH if stat.S_ISDIR(mode) else 0)
    return mode & needed == needed


def _with_session_user(
    command: list[str], tail: list[str], fd: int, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    blocked, release = os.pipe()
    info, info_writer = os.pipe()
    try:
        options = ["--userns-block-fd", str(blocked), "--info-fd", str(info_writer)]
        options += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        process = _popen([*command, *options, *tail], (fd, blocked, info_writer), log)
        os.close(info_writer)
        info_writer = -1
        try:
            pid = _read_child_pid(info)
            for name in ("uid_map", "gid_map"):
                with open(f"/proc/{pid}/{name}", "w", encoding="ascii") as file:
                    file.write(f"0 0 1\n{USER} {SESSION_UID} 1\n")
            os.write(release, b"x")
        except (OSError, ValueError):
            process.kill()
            process.wait()
            raise
        return process
    finally:
        for end in (blocked, release, info, info_writer):
            if end >= 0:
                os.close(end)


def _read_child_pid(info: int) -> int:
    """The process that bubblewrap reports it has made; its JSON comes in pieces.

    Raises: ValueError: it ended before.
    """
    text = b""
    while True:
        piece = os.read(info, 4096)
        text += piece
        try:
            return int(json.loads(text)["child-pid"])
        except ValueError:
            if not piece:
                raise


def _popen(command: list[str], fds: tuple[int, ...], log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=fds,
        env={},
        start_new_session=True,
    )
