"""A warm parent: has NumPy imported and makes a fresh, walled-in fork for every session.

It never runs a submission and has nothing to hide: a fork is made before any data exist. Three
forks make a session. The first enters new namespaces and mounts; the second is the first process
of the new process namespace, which ends everything in it when it ends; the third becomes the
session. None of them can see the parent.

The parent is itself the first process of a namespace: when the grader that it works for is gone, it
ends, and the kernel ends every session with it.
"""

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
NEW_NAMESPACES = {
    "CLONE_NEWNS": 0x20000,
    "CLONE_NEWCGROUP": 0x2000000,
    "CLONE_NEWUTS": 0x4000000,
    "CLONE_NEWIPC": 0x8000000,
    "CLONE_NEWUSER": 0x10000000,
    "CLONE_NEWPID": 0x20000000,
    "CLONE_NEWNET": 0x40000000,
}
NOSUID, NODEV, NOEXEC, RDONLY = 2, 4, 8, 1
CHANNEL = 3
FAILED = 70  # how a session ends when the code around the submission failed


def serve(control, *preload):
    """Makes a session for each message that brings (channel, output, status) descriptors."""
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


def reap():
    """Waits for all that has ended: sessions too are left to the first process of a namespace."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def enter(wanted, channel, output, status, door=None):
    """First fork: new namespaces, then on to the next; never returns.

    ``door`` leads into a control group of the session's own, in the way that ``wanted`` names.
    """
    try:
        for target in (1, 2):
            os.dup2(output, target)
        os.dup2(channel, CHANNEL)
        kept = sorted({CHANNEL, status, door} - {None})
        for lower, upper in itertools.pairwise([*kept, 1 << 16]):
            os.closerange(lower + 1, upper)
        new_namespaces()
        mount_own_folders(wanted["file_bytes"])
        if os.fork() == 0:
            be_first(status, wanted, door)
    except BaseException as error:  # the other side reads it from the session's output
        os.write(2, f"{error}".encode())
        os._exit(1)
    os._exit(0)


def new_namespaces():
    if os.getuid() == 0:  # a parent of root gives each session a user of no standing
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


def mount_own_folders(file_bytes):
    """Two private memory file systems; an empty one hides ``/proc``."""
    own = f"size={file_bytes},nr_inodes=4096,mode=0777".encode()
    for folder, flags, options in (
        (b"/tmp", 0, own),
        (b"/dev/shm", 0, own),
        (b"/proc", RDONLY, b"size=4k,nr_inodes=2,mode=0555"),
    ):
        flags |= NOSUID | NODEV | NOEXEC
        if confinement.libc.mount(b"tmpfs", folder, b"tmpfs", ctypes.c_ulong(flags), options) != 0:
            raise _failure(f"mounting {folder.decode()}")


def be_first(status, wanted, door):
    """Second fork: process 1 of its namespace. Waits, tells how the session ended, and ends."""
    numbers = wanted["numbers"]
    os.setsid()
    born_inside = wanted["group"] == "cgroup2"
    session = cgroup_fork.fork_into(door, numbers) if born_inside else os.fork()
    if session == 0:
        be_session(status, door, moves=wanted["group"] == "cgroup1")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.closerange(0, status)
    os.closerange(status + 1, 1 << 10)
    confinement.prctl(confinement.PR_SET_DUMPABLE, 0)
    confinement.drop_capabilities(numbers)
    while True:
        child, ended = os.waitpid(-1, 0)
        if child == session:
            os.write(status, struct.pack("<i", ended))
            os._exit(0)


def be_session(status, door, moves):
    """Third fork: the session itself."""
    os.close(status)
    os.setsid()
    gc.enable()
    try:
        if moves:
            cgroup_fork.move_into(door)
        if door is not None:
            os.close(door)
        loop.session(socket.socket(fileno=CHANNEL))
    except BaseException as error:  # our own code failed, or was made to
        os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
        os._exit(FAILED)
    finally:
        os._exit(0)


def _failure(what):
    code = ctypes.get_errno()
    return OSError(code, f"{what}: {os.strerror(code)}")
