"""The seccomp filter of a session: which system calls a submission may make.

An allow-list with four answers. *Allowed*. *Notified*: the kernel notifies the trusted process and
waits; a forbidden call ends the session there, whatever the code catches, and a new thread or
process is counted. *Refused* with an error that Python raises as ``OSError``, for what honest
libraries try and do without. And "no such call" for everything else, as of an older kernel.
The program is classic BPF, assembled here and installed by the guest on itself.
"""

from __future__ import annotations

import errno
import struct
from functools import cache

from grader.messages import message
from grader.sandbox.syscalls import Machine, known_machine

# Verdict `forbidden_call`: the name of the call, and what it is in a student's words.
FORBIDDEN = {
    "execve": message("start another program"),
    "execveat": message("start another program"),
    "vfork": message("start another program"),
    "ptrace": message("look into another process"),
    "process_vm_readv": message("read another process"),
    "process_vm_writev": message("write into another process"),
    "process_madvise": message("change another process"),
    "pidfd_getfd": message("take another process's files"),
    "kcmp": message("look into another process"),
    "mount": message("mount a file system"),
    "umount2": message("unmount a file system"),
    "pivot_root": message("change the root folder"),
    "move_mount": message("mount a file system"),
    "open_tree": message("mount a file system"),
    "fsopen": message("mount a file system"),
    "fsconfig": message("mount a file system"),
    "fsmount": message("mount a file system"),
    "fspick": message("mount a file system"),
    "mount_setattr": message("mount a file system"),
    "unshare": message("make a namespace"),
    "setns": message("enter a namespace"),
    "bpf": message("load a program into the kernel"),
    "perf_event_open": message("measure the kernel"),
    "io_uring_setup": message("use io_uring"),
    "io_uring_enter": message("use io_uring"),
    "io_uring_register": message("use io_uring"),
    "userfaultfd": message("handle page faults"),
    "keyctl": message("use the kernel's key store"),
    "add_key": message("use the kernel's key store"),
    "request_key": message("use the kernel's key store"),
    "kexec_load": message("load a kernel"),
    "kexec_file_load": message("load a kernel"),
    "init_module": message("load a kernel module"),
    "finit_module": message("load a kernel module"),
    "delete_module": message("unload a kernel module"),
    "reboot": message("restart the machine"),
    "swapon": message("change swap space"),
    "swapoff": message("change swap space"),
    "acct": message("change process accounting"),
    "quotactl": message("change disk quotas"),
    "open_by_handle_at": message("open a file by its number"),
    "iopl": message("reach the hardware"),
    "ioperm": message("reach the hardware"),
}
# Notified and counted: these make a thread or a process.
COUNTED = ("clone", "fork")
# Notified and allowed: a session that dies of a signal that it has not sent was ended from outside.
# The number says which argument is the signal.
SIGNALS = {"kill": 1, "tkill": 1, "tgkill": 2, "rt_sigqueueinfo": 1, "rt_tgsigqueueinfo": 2}

_EPERM = """
adjtimex capset chroot clock_adjtime clock_settime fanotify_init fanotify_mark fremovexattr
fsetxattr inotify_add_watch inotify_init inotify_init1 ioprio_set landlock_add_rule
landlock_create_ruleset landlock_restrict_self lookup_dcookie lremovexattr lsetxattr mbind
memfd_create memfd_secret migrate_pages mlock mlock2 mlockall modify_ldt move_pages mq_open
mq_unlink msgget name_to_handle_at personality pidfd_open pidfd_send_signal pkey_alloc removexattr
sched_setaffinity sched_setattr sched_setparam sched_setscheduler seccomp semget set_mempolicy
set_mempolicy_home_node setdomainname setfsgid setfsuid setgid setgroups sethostname setpriority
setregid setresgid setresuid setreuid settimeofday setuid setxattr shmat shmctl shmdt shmget
syslog timer_create vhangup vmsplice
"""
# Without it no group of processes can be orphaned: the kernel would answer with SIGHUP and SIGCONT.
_EPERM += "setpgid "
_EACCES = "socket connect bind listen accept accept4"
_ALLOWED = """
access alarm arch_prctl brk capget chdir chmod chown clock_getres clock_gettime clock_nanosleep
close close_range copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl
epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 faccessat faccessat2
fadvise64 fallocate fchdir fchmod fchmodat fchown fchownat fdatasync fgetxattr flistxattr flock
fstat fstatfs fsync ftruncate futex futex_waitv futimesat get_mempolicy get_robust_list getcpu
getcwd getdents getdents64 getegid geteuid getgid getgroups getitimer getpeername getpgid getpgrp
getpid getppid getpriority getrandom getresgid getresuid getrlimit getrusage getsid getsockname
getsockopt gettid gettimeofday getuid getxattr ioprio_get lchown lgetxattr link linkat listxattr
llistxattr lseek lstat madvise membarrier mincore mkdir mkdirat mknod mknodat mmap mprotect mremap
msync munlock munlockall munmap nanosleep newfstatat open openat openat2 pause pipe pipe2 poll
ppoll pread64 preadv preadv2 pselect6 pwrite64 pwritev pwritev2 read readahead readlink readlinkat
readv recvfrom recvmmsg recvmsg rename renameat renameat2 restart_syscall rmdir rseq
rt_sigpending rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigtimedwait
sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr
sched_getparam sched_getscheduler sched_rr_get_interval sched_yield select sendfile sendmmsg
sendmsg sendto set_robust_list set_tid_address setitimer setsid setsockopt
shutdown sigaltstack signalfd signalfd4 stat statfs statx symlink symlinkat sync_file_range
sysinfo time timer_delete timer_getoverrun timer_gettime timer_settime
timerfd_create timerfd_gettime timerfd_settime times truncate umask uname unlink unlinkat
utime utimensat utimes wait4 waitid write writev
"""

# <asm-generic/ioctls.h>: TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX (in this order:
# settings and size of a terminal, bytes to read, non-blocking, keep and close on exec).
_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# <linux/prctl.h>: PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_NO_NEW_PRIVS, PR_SET_VMA.
_PRCTLS = (3, 15, 16, 39, 0x53564D41)
# <fcntl.h>: F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY. The kernel sends a signal of the
# caller's choice later on. Like timers and children that end, that could lift a stop.
_SIGNALING_FCNTLS = (8, 10, 15, 1024, 1026)
_SIGCHLD, _SIGCONT = 17, 18  # <asm/signal.h>, the same on both machines
_AF_UNIX = 1
_RLIMIT_CPU = 0
SIGNAL_STATUS_BASE = 128
"""A shell, and bubblewrap, report that a signal has ended a program by this plus its number."""
EXITS = ("exit", "exit_group")

# <linux/seccomp.h>: SECCOMP_RET_KILL_PROCESS, _USER_NOTIF, _ERRNO (plus the error), _ALLOW.
KILL, NOTIFY, ERRNO, ALLOW = 0x80000000, 0x7FC00000, 0x00050000, 0x7FFF0000
# <linux/bpf_common.h>: BPF_LD|W|ABS, JMP|JEQ|K, JMP|JGE|K, ALU|AND|K, RET|K.
_LOAD, _JEQ, _JGE, _AND, _RET = 0x20, 0x15, 0x35, 0x54, 0x06
# Offsets in struct seccomp_data: number, architecture, the first argument's low word.
_NR, _ARCH, _ARGS = 0, 4, 16
_X32_BIT = 0x40000000  # <asm/unistd.h>: calls of the x32 convention, which share an architecture
_LOW32 = 0xFFFFFFFF

Code = list[tuple[int, int, int, int]]
"""Instructions: code, steps to skip if true, if false, operand (struct sock_filter)."""


def _op(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> Code:
    return [(code, if_true, if_false, operand & _LOW32)]


def _for_call(number: int, then: Code) -> Code:
    """``then`` (which returns) for the call ``number``; anything else goes on after it."""
    return _op(_JEQ, number, 0, len(then)) + then


def _by_argument(index: int, values: tuple[int, ...], inside: int, outside: int) -> Code:
    """Returns ``inside`` when the low word of an argument is one of ``values``."""
    return _if_argument(index, values, inside) + _op(_RET, outside)


def _if_argument(index: int, values: tuple[int, ...], answer: int) -> Code:
    """Returns ``answer`` when the low word of an argument is one of ``values``; else goes on."""
    code = _op(_LOAD, _ARGS + 8 * index)
    for value in values:
        code += _op(_JEQ, value, 0, 1) + _op(_RET, answer)
    return code


def _exit() -> Code:
    """Notifies of a status that could be taken for a signal."""
    code = _op(_LOAD, _ARGS) + _op(_AND, 0xFF) + _op(_JGE, SIGNAL_STATUS_BASE + 1, 0, 1)
    return code + _op(_RET, NOTIFY) + _op(_RET, ALLOW)


def _argument_rules() -> dict[str, Code]:
    refuse, deny = ERRNO | errno.EPERM, ERRNO | errno.EACCES
    signals = {
        name: _if_argument(index, (_SIGCONT,), refuse) + _op(_RET, NOTIFY)
        for name, index in SIGNALS.items()
    }
    everyone = _if_argument(0, (1, -1), refuse)  # the session's first process, or all
    return {
        **signals,
        "kill": everyone + signals["kill"],
        "ioctl": _by_argument(1, _IOCTLS, ALLOW, ERRNO | errno.ENOTTY),
        "prctl": _by_argument(0, _PRCTLS, ALLOW, refuse),
        # A program that passes its own limit on CPU time is killed as if from outside.
        "prlimit64": _if_argument(1, (_RLIMIT_CPU,), refuse) + _by_argument(0, (0,), ALLOW, refuse),
        "setrlimit": _by_argument(0, (_RLIMIT_CPU,), refuse, ALLOW),
        **{name: _exit() for name in EXITS},
        "fcntl": _by_argument(1, _SIGNALING_FCNTLS, refuse, ALLOW),
        # A child whose parent ignores its end would take its CPU time with it, uncounted.
        "rt_sigaction": _by_argument(0, (_SIGCHLD,), refuse, ALLOW),
        "socketpair": _by_argument(0, (_AF_UNIX,), ALLOW, deny),
    }


def assemble(machine: Machine) -> bytes:
    """The filter as an array of ``struct sock_filter``."""
    numbers = machine.numbers
    code = _op(_LOAD, _ARCH) + _op(_JEQ, machine.audit_arch, 1, 0) + _op(_RET, KILL)
    code += _op(_LOAD, _NR) + _op(_JGE, _X32_BIT, 0, 1) + _op(_RET, KILL)
    for names, answer in (
        (_ALLOWED.split(), ALLOW),
        (COUNTED, NOTIFY),
        (FORBIDDEN, NOTIFY),
        (_EPERM.split(), ERRNO | errno.EPERM),
        (_EACCES.split(), ERRNO | errno.EACCES),
    ):
        for name in names:
            if name in numbers:
                code += _for_call(numbers[name], _op(_RET, answer))
    for name, then in _argument_rules().items():
        code += _for_call(numbers[name], then)
    code += _op(_RET, ERRNO | errno.ENOSYS)
    return b"".join(struct.pack("<HBBI", *step) for step in code)


@cache
def filter_program() -> bytes:
    """The filter for this machine. Raises: syscalls.UnknownMachine."""
    return assemble(known_machine())
