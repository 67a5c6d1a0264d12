"""A warm parent: has NumPy imported and makes a fresh, walled-in fork for every session.

It never runs a submission and has nothing to hide: a fork is made before any data exist. Three
forks make a session. The first enters new namespaces and mounts; the second is the first process
of the new process namespace, which ends everything in it when it ends; the third becomes the
session. None of them can see the parent.

The parent is itself the first process of a namespace: when the grader that it works for is gone, it
ends, and the kernel ends every session with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import itertools
import json
import os
import signal
import socket
import struct
from typing import Any, NoReturn

from . import cgroup_fork, confinement, loop, messages

# Imported beforehand, because exercises use them: an import inside a session costs its own time.
WARM = (
    "abc bisect collections.abc concurrent.futures contextlib copy dataclasses decimal enum "
    "fractions functools heapq inspect io itertools json logging math operator os pathlib random "
    "re statistics string sys tempfile textwrap threading time traceback types typing warnings "
    "numpy numpy.fft numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.polynomial numpy.random "
    "numpy.typing"
).split()

USER = 1000
NEW_NAMESPACES = {  # <linux/sched.h>
    "CLONE_NEWNS": 0x20000,
    "CLONE_NEWCGROUP": 0x2000000,
    "CLONE_NEWUTS": 0x4000000,
    "CLONE_NEWIPC": 0x8000000,
    "CLONE_NEWUSER": 0x10000000,
    "CLONE_NEWPID": 0x20000000,
    "CLONE_NEWNET": 0x40000000,
}
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8  # <sys/mount.h>
CHANNEL = 3
MAX_FD = 1 << 16  # more than any limit on descriptors lets a parent have open
INTERNAL_ERROR = 70  # EX_SOFTWARE of sysexits.h: the code around the submission failed


def serve(control: socket.socket, *preload: str) -> None:
    """Makes a session for each message that brings descriptors of a channel, an output, a status
    and, where it gets a control group of its own, of that group."""
    for name in (*WARM, *preload):
        importlib.import_module(name)
    confinement.prctl(confinement.PR_SET_DUMPABLE, 0)
    gc.collect()
    gc.freeze()
    gc.disable()
    signal.signal(signal.SIGCHLD, lambda *_: reap())
    control.send(b"ready")
    while True:
        datagram, fds = messages.receive(control, 4)
        if not datagram:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            enter(json.loads(datagram), *fds)
        for fd in fds:
            os.close(fd)


def reap() -> None:
    """Waits for all that has ended: sessions too are left to the first process of a namespace."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def enter(
    options: dict[str, Any], channel: int, output: int, status: int, group: int | None = None
) -> NoReturn:
    """First fork: new namespaces, then on to the next.

    ``group`` is the descriptor by which the session enters a control group of its own, in the way
    that ``options`` names.
    """
    try:
        for target in (1, 2):
            os.dup2(output, target)
        os.dup2(channel, CHANNEL)
        kept = sorted(fd for fd in {CHANNEL, status, group} if fd is not None)
        for lower, upper in itertools.pairwise([*kept, MAX_FD]):
            os.closerange(lower + 1, upper)
        new_namespaces()
        mount_own_folders(options["file_bytes"])
        if os.fork() == 0:
            run_init(status, options, group)
    except BaseException as error:  # a fork must not go on as a parent; the host reads the reason
        os.write(2, f"{error}".encode())
        os._exit(1)
    os._exit(0)


def new_namespaces() -> None:
    """Enters new namespaces, as a user of its own. Raises: OSError."""
    if os.getuid() == 0:  # a parent of root gives each session a user without any right
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
    confinement.prctl(confinement.PR_SET_DUMPABLE, 1)
    user, group = os.getuid(), os.getgid()
    if confinement.libc.unshare(sum(NEW_NAMESPACES.values())) != 0:
        raise _failure("new namespaces")
    for file, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{USER} {user} 1"),
        ("gid_map", f"{USER} {group} 1"),
    ):
        with open(f"/proc/self/{file}", "w") as target:
            target.write(text)
    socket.sethostname("lab")


def mount_own_folders(file_bytes: int) -> None:
    """Two private memory file systems; an empty one hides ``/proc``."""
    own = f"size={file_bytes},nr_inodes=4096,mode=0777".encode()
    for folder, flags, options in (
        (b"/tmp", 0, own),
        (b"/dev/shm", 0, own),
        (b"/proc", MS_RDONLY, b"size=4k,nr_inodes=2,mode=0555"),
    ):
        flags |= MS_NOSUID | MS_NODEV | MS_NOEXEC
        if confinement.libc.mount(b"tmpfs", folder, b"tmpfs", ctypes.c_ulong(flags), options) != 0:
            raise _failure(f"mounting {folder.decode()}")


def run_init(status: int, options: dict[str, Any], group: int | None) -> NoReturn:
    """Second fork: process 1 of its namespace. Waits, reports how the session ended, and ends."""
    numbers = options["numbers"]
    os.setsid()
    if options["group"] == "cgroup2" and group is not None:
        session = cgroup_fork.fork_into(group, numbers)
    else:
        session = os.fork()
    if session == 0:
        run_session(status, group, moves=options["group"] == "cgroup1")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.closerange(0, status)
    os.closerange(status + 1, MAX_FD)
    confinement.prctl(confinement.PR_SET_DUMPABLE, 0)
    confinement.drop_capabilities(numbers)
    while True:
        child, ended = os.waitpid(-1, 0)
        if child == session:
            os.write(status, struct.pack("<i", ended))
            os._exit(0)


def run_session(status: int, group: int | None, *, moves: bool) -> NoReturn:
    """Third fork: the session itself, which ``moves`` into its control group if it must."""
    os.close(status)
    os.setsid()
    gc.enable()
    try:
        if group is not None:
            if moves:
                cgroup_fork.move_into(group)
            os.close(group)
        loop.serve_session(socket.socket(fileno=CHANNEL))
    except BaseException as error:  # our own code failed, or was made to by the submission
        os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
        os._exit(INTERNAL_ERROR)
    finally:
        os._exit(0)


def _failure(what: str) -> OSError:
    code = ctypes.get_errno()
    return OSError(code, f"{what}: {os.strerror(code)}")
