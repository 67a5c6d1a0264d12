"""How a session confines itself before it loads anything: limits, files, rights, system calls.

System calls that Python does not offer go through the C library's ``syscall``; their numbers come
from the trusted side.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import struct
from collections.abc import Iterable

libc = ctypes.CDLL(None, use_errno=True)

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # <malloc.h>
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 4, 24, 38  # <linux/prctl.h>
CAPABILITY_VERSION_3 = 0x20080522  # <linux/capability.h>
MAX_CAPABILITIES = 64  # bits of the two words of version 3
LANDLOCK_CREATE_RULESET_VERSION, LANDLOCK_RULE_PATH_BENEATH = 1, 1  # <linux/landlock.h>
SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER = 1, 8  # <linux/seccomp.h>
SOCK_FILTER_BYTES = 8  # of a struct sock_filter

KEPT_BYTES = 512 << 20
"""Freed memory that the C library keeps, and does not give back to the kernel."""
MAX_HEAP_BLOCK = 32 << 20
"""Blocks up to here come from the heap, which is kept; 32 MiB is the most that glibc accepts."""

# LANDLOCK_ACCESS_FS_*, in the order in which the kernel numbers them.
_FILE_RIGHTS = (
    "execute write_file read_file read_dir remove_dir remove_file make_char make_dir make_reg "
    "make_sock make_fifo make_block make_sym refer truncate ioctl_dev"
).split()
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}  # later versions know all
_READING = ("read_file", "read_dir")
_IN_PRIVATE_FOLDERS = tuple(
    right
    for right in _FILE_RIGHTS
    if right not in ("execute", "make_char", "make_block", "ioctl_dev")
)
_ON_FILES = ("write_file", "read_file", "truncate")
_BOTH_BITS = 0b11


def syscall(number: int, *arguments: object) -> int:
    """A system call by number. Raises: OSError."""
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(result)


def prctl(option: int, value: int) -> None:
    """An operation on this process; what the kernel does not know is left out."""
    libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0)


def keep_freed_memory() -> None:
    """Keeps freed memory for the next array: getting pages from the kernel again costs as much as
    many a computation, and not every time. A C library without ``mallopt`` does as it likes."""
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_MMAP_THRESHOLD, MAX_HEAP_BLOCK)
        libc.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def limit_resources(limits: dict[str, int | list[int]]) -> None:
    """Sets limits by their names in `resource`: one number for both, or the soft and the hard."""
    for name, value in limits.items():
        soft, hard = value if isinstance(value, list) else (value, value)
        resource.setrlimit(getattr(resource, name), (soft, hard))


def drop_capabilities(numbers: dict[str, int]) -> None:
    """No capability is left, and none can come back. Raises: OSError."""
    for capability in range(MAX_CAPABILITIES):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # the kernel knows no more
    header = struct.pack("<Ii", CAPABILITY_VERSION_3, 0)
    syscall(numbers["capset"], header, bytes(24))  # effective, permitted, inheritable, twice
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def landlock_version(numbers: dict[str, int]) -> int:
    """The kernel's version of Landlock, 0 where there is none. Raises: OSError."""
    number, flags = numbers["landlock_create_ruleset"], LANDLOCK_CREATE_RULESET_VERSION
    try:
        return syscall(number, None, ctypes.c_size_t(0), flags)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
            return 0
        raise


def restrict_files(numbers: dict[str, int]) -> None:
    """Landlock: reading everywhere, writing in private folders only, no TCP, no way outside.

    Does nothing where the kernel has no Landlock. Raises: OSError.
    """
    version = landlock_version(numbers)
    if version == 0:
        return
    known = _FILE_RIGHTS[: _RIGHTS_BY_VERSION.get(version, len(_FILE_RIGHTS))]
    attributes = struct.pack("<Q", _bits(known, known))
    if version >= 4:
        attributes += struct.pack("<Q", _BOTH_BITS)  # binding and connecting TCP sockets
    if version >= 6:
        attributes += struct.pack("<Q", _BOTH_BITS)  # abstract sockets and signals to others
    ruleset = syscall(
        numbers["landlock_create_ruleset"], attributes, ctypes.c_size_t(len(attributes)), 0
    )
    _allow(numbers, ruleset, "/", _READING, known)
    for path in ("/tmp", "/dev/shm", "/dev/null"):
        _allow(numbers, ruleset, path, _IN_PRIVATE_FOLDERS, known)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    syscall(numbers["landlock_restrict_self"], ruleset, 0)
    os.close(ruleset)


def _allow(
    numbers: dict[str, int], ruleset: int, path: str, rights: Iterable[str], known: list[str]
) -> None:
    if not os.path.isdir(path):
        rights = _ON_FILES  # the kernel refuses rights of folders for anything else
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = struct.pack("<Qi", _bits(rights, known), fd)
    syscall(numbers["landlock_add_rule"], ruleset, LANDLOCK_RULE_PATH_BENEATH, rule, 0)
    os.close(fd)


def _bits(rights: Iterable[str], known: list[str]) -> int:
    return sum(1 << _FILE_RIGHTS.index(right) for right in rights if right in known)


def install_filter(numbers: dict[str, int], program: bytes) -> int:
    """Puts the seccomp filter in force, an array of ``struct sock_filter``.

    Returns: the descriptor on which its notifications arrive. Raises: OSError.
    """
    code = ctypes.create_string_buffer(program, len(program))

    class FilterProgram(ctypes.Structure):  # struct sock_fprog
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    filled = FilterProgram(len(program) // SOCK_FILTER_BYTES, ctypes.addressof(code))
    flags = SECCOMP_FILTER_FLAG_NEW_LISTENER
    return syscall(numbers["seccomp"], SECCOMP_SET_MODE_FILTER, flags, ctypes.byref(filled))
