"""A fork that is born in another control group, which `os.fork` cannot make."""

import ctypes
import os
import signal
import struct

from . import confinement

# <linux/sched.h>, <linux/prctl.h>
CLONE_CHILD_CLEARTID, CLONE_CHILD_SETTID, CLONE_INTO_CGROUP = 0x00200000, 0x01000000, 0x200000000
PR_GET_TID_ADDRESS = 40
CGROUP_FORK_ERROR = "being born in a control group"  # what the other side knows such a failure by
_python = ctypes.pythonapi
_holding = ctypes.PyDLL(None, use_errno=True)  # calls while it keeps the interpreter's lock


def move_into(tasks):
    """Moves this process into the control group of version 1 whose file ``tasks`` is open."""
    try:
        os.write(tasks, b"0")
    except OSError as error:
        raise OSError(error.errno, f"{CGROUP_FORK_ERROR}: {error.strerror}") from None


def fork_into(group, numbers):
    """`os.fork`, the child in the control group of version 2 whose folder is open as ``group``.

    The C library keeps the number of a thread where the kernel was told to; a child that is made
    without it has to have it written there too. Raises: OSError.
    """
    if "clone3" not in numbers:
        raise OSError(f"{CGROUP_FORK_ERROR}: this machine has no such call")
    place = ctypes.c_void_p()
    if confinement.libc.prctl(PR_GET_TID_ADDRESS, ctypes.byref(place), 0, 0, 0) != 0:
        raise OSError(
            ctypes.get_errno(), f"{CGROUP_FORK_ERROR}: the place of a thread's number is not told"
        )
    flags = CLONE_INTO_CGROUP | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID
    # struct clone_args: flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls,
    # set_tid, set_tid_size, cgroup
    wanted = struct.pack("<11Q", flags, 0, place.value, 0, signal.SIGCHLD, *[0] * 5, group)
    _python.PyOS_BeforeFork()
    pid = _holding.syscall(ctypes.c_long(numbers["clone3"]), wanted, ctypes.c_size_t(len(wanted)))
    if pid == 0:
        _python.PyOS_AfterFork_Child()
        return 0
    code = ctypes.get_errno()
    _python.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(code, f"{CGROUP_FORK_ERROR}: {os.strerror(code)}")
    return pid
