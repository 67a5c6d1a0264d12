"""A fork that is born in another control group, which `os.fork` cannot make."""

from __future__ import annotations

import ctypes
import os
import signal
import struct

from . import confinement

# <linux/sched.h>, <linux/prctl.h>
CLONE_CHILD_CLEARTID, CLONE_CHILD_SETTID, CLONE_INTO_CGROUP = 0x00200000, 0x01000000, 0x200000000
PR_GET_TID_ADDRESS = 40
CGROUP_FORK_ERROR = "being born in a control group"
"""What the messages of these errors begin with: the host recognizes them by it."""

_python = ctypes.pythonapi
_locked_libc = ctypes.PyDLL(None, use_errno=True)  # calls without releasing the GIL


def move_into(tasks_fd: int) -> None:
    """Moves this process into the version-1 group whose file ``tasks`` is open as ``tasks_fd``.

    Raises: OSError.
    """
    try:
        os.write(tasks_fd, b"0")  # 0 is the process that writes
    except OSError as error:
        raise OSError(error.errno, f"{CGROUP_FORK_ERROR}: {error.strerror}") from None


def fork_into(group_fd: int, numbers: dict[str, int]) -> int:
    """`os.fork`, with the child in the version-2 group whose folder is open as ``group_fd``.

    The C library keeps a thread's id where the kernel was told to write it; a child that is not
    made by the C library has to have its id written there too.

    Args:
        numbers: of the system calls, by name.
    Returns: the child's process id; 0 in the child.
    Raises: OSError.
    """
    if "clone3" not in numbers:
        raise OSError(f"{CGROUP_FORK_ERROR}: this machine has no clone3")
    tid_address = ctypes.c_void_p()
    if confinement.libc.prctl(PR_GET_TID_ADDRESS, ctypes.byref(tid_address), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"{CGROUP_FORK_ERROR}: no address of the thread id")
    flags = CLONE_INTO_CGROUP | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID
    # struct clone_args: flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls,
    # set_tid, set_tid_size, cgroup
    fields = (flags, 0, tid_address.value or 0, 0, signal.SIGCHLD, 0, 0, 0, 0, 0, group_fd)
    arguments = struct.pack("<11Q", *fields)
    # What `os.fork` does around its system call: import lock, GIL, state of threads.
    _python.PyOS_BeforeFork()
    number = ctypes.c_long(numbers["clone3"])
    pid = _locked_libc.syscall(number, arguments, ctypes.c_size_t(len(arguments)))
    if pid == 0:
        _python.PyOS_AfterFork_Child()
        return 0
    code = ctypes.get_errno()
    _python.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(code, f"{CGROUP_FORK_ERROR}: {os.strerror(code)}")
    return pid
