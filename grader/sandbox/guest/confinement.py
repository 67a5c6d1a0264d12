"""The walls that a session builds around itself before it loads anything.

System calls that Python does not offer go through the C library's ``syscall``; their numbers come
from the trusted side.
"""

import ctypes
import errno
import os
import resource
import struct

libc = ctypes.CDLL(None, use_errno=True)

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 4, 24, 38

# Landlock's rights over files, in the order in which the kernel numbers them.
_FILE_RIGHTS = (
    "execute write_file read_file read_dir remove_dir remove_file make_char make_dir make_reg "
    "make_sock make_fifo make_block make_sym refer truncate ioctl_dev"
).split()
_RIGHTS_OF_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}  # later ones know all
_READ = ("read_file", "read_dir")
_OWN = tuple(
    right
    for right in _FILE_RIGHTS
    if right not in ("execute", "make_char", "make_block", "ioctl_dev")
)


def syscall(number, *arguments):
    """A system call by number; raises `OSError`."""
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def prctl(option, value):
    libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0)


def keep_memory():
    """Memory that was freed is kept for the next array: fetching pages anew would cost as much as
    many a computation, now and then. A C library that cannot be asked does as it likes."""
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_MMAP_THRESHOLD, 32 << 20)
        libc.mallopt(M_TRIM_THRESHOLD, 512 << 20)


def limit_resources(rlimits):
    """Sets limits by their names in `resource`: one number for both, or the soft and the hard."""
    for name, value in rlimits.items():
        both = tuple(value) if isinstance(value, list) else (value, value)
        resource.setrlimit(getattr(resource, name), both)


def drop_capabilities(numbers):
    """No capability is left, and none can come back."""
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    version = 0x20080522
    syscall(numbers["capset"], struct.pack("<Ii", version, 0), bytes(24))
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def landlock_version(numbers):
    """The kernel's version of Landlock, 0 where there is none."""
    try:
        return syscall(numbers["landlock_create_ruleset"], None, ctypes.c_size_t(0), 1)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
            return 0
        raise


def restrict_files(numbers):
    """Landlock: reading everywhere, writing in the own folders only, no TCP, no way outside."""
    version = landlock_version(numbers)
    if version == 0:
        return
    known = _FILE_RIGHTS[: _RIGHTS_OF_VERSION.get(version, len(_FILE_RIGHTS))]
    attributes = struct.pack("<Q", _bits(known, known))
    if version >= 4:
        attributes += struct.pack("<Q", 0b11)  # binding and connecting TCP sockets
    if version >= 6:
        attributes += struct.pack("<Q", 0b11)  # abstract sockets and signals to others
    ruleset = syscall(
        numbers["landlock_create_ruleset"], attributes, ctypes.c_size_t(len(attributes)), 0
    )
    for path, rights in (("/", _READ), ("/tmp", _OWN), ("/dev/shm", _OWN), ("/dev/null", _OWN)):
        _allow(numbers, ruleset, path, rights, known)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    syscall(numbers["landlock_restrict_self"], ruleset, 0)
    os.close(ruleset)


def _allow(numbers, ruleset, path, rights, known):
    if not os.path.isdir(path):
        rights = ("write_file", "read_file", "truncate")
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = struct.pack("<Qi", _bits(rights, known), folder)
    syscall(numbers["landlock_add_rule"], ruleset, 1, rule, 0)
    os.close(folder)


def _bits(rights, known):
    return sum(1 << _FILE_RIGHTS.index(right) for right in rights if right in known)


def install_filter(numbers, program):
    """Puts the seccomp filter in force; returns the descriptor on which its questions arrive."""
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    filled = Program(len(program) // 8, ctypes.addressof(code))
    set_mode_filter, new_listener = 1, 8
    return syscall(numbers["seccomp"], set_mode_filter, new_listener, ctypes.byref(filled))
