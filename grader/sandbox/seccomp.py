"""The seccomp filter of a session: which system calls a submission may make.

An allow-list. Four answers: allowed; *asked* (the kernel tells the trusted process and waits: a
forbidden call ends the session there, whatever the code catches, and a new thread or process is
counted); *refused* with an error that Python raises as ``OSError``, for what honest libraries try
and do without; and "no such call" for everything else, which is what an older kernel would say.
The program is classic BPF, assembled here and installed by the guest on itself.
"""

from __future__ import annotations

import errno
import struct
from functools import cache

from grader.sandbox.syscalls import Machine, this_machine

# Verdict `forbidden_call`: the name of the call, and what it is in a student's words.
FORBIDDEN = {
    "execve": "start another program",
    "execveat": "start another program",
    "vfork": "start another program",
    "ptrace": "look into another process",
    "process_vm_readv": "read another process",
    "process_vm_writev": "write into another process",
    "process_madvise": "change another process",
    "pidfd_getfd": "take another process's files",
    "kcmp": "look into another process",
    "mount": "mount a file system",
    "umount2": "unmount a file system",
    "pivot_root": "change the root folder",
    "move_mount": "mount a file system",
    "open_tree": "mount a file system",
    "fsopen": "mount a file system",
    "fsconfig": "mount a file system",
    "fsmount": "mount a file system",
    "fspick": "mount a file system",
    "mount_setattr": "mount a file system",
    "unshare": "make a namespace",
    "setns": "enter a namespace",
    "bpf": "load a program into the kernel",
    "perf_event_open": "measure the kernel",
    "io_uring_setup": "use io_uring",
    "io_uring_enter": "use io_uring",
    "io_uring_register": "use io_uring",
    "userfaultfd": "handle page faults",
    "keyctl": "use the kernel's key store",
    "add_key": "use the kernel's key store",
    "request_key": "use the kernel's key store",
    "kexec_load": "load a kernel",
    "kexec_file_load": "load a kernel",
    "init_module": "load a kernel module",
    "finit_module": "load a kernel module",
    "delete_module": "unload a kernel module",
    "reboot": "restart the machine",
    "swapon": "change swap space",
    "swapoff": "change swap space",
    "acct": "change process accounting",
    "quotactl": "change disk quotas",
    "open_by_handle_at": "open a file by its number",
    "iopl": "reach the hardware",
    "ioperm": "reach the hardware",
}
# Asked and counted: these make a thread or a process.
COUNTED = ("clone", "fork")
# Asked and let go on: who dies of a signal that it has not sent was ended from outside. The number
# says which argument is the signal.
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

_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO …
_PRCTLS = (3, 15, 16, 39, 0x53564D41)  # dumpable?, set and get name, no_new_privs?, name a mapping
# F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY: the kernel sends a signal of the caller's
# choice later on. Like timers and children that end, that could lift a stop.
_F_SIGNALS = (8, 10, 15, 1024, 1026)
_SIGCHLD, _SIGCONT = 17, 18
_AF_UNIX = 1

_RLIMIT_CPU = 0
# Statuses that a shell, and bubblewrap, use to say which signal has ended a program.
_FIRST_SIGNAL_STATUS = 129
EXITS = ("exit", "exit_group")

KILL, NOTIFY, ERRNO, ALLOW = 0x80000000, 0x7FC00000, 0x00050000, 0x7FFF0000
_LOAD, _JEQ, _JGE, _AND, _RET = 0x20, 0x15, 0x35, 0x54, 0x06
_NR, _ARCH, _ARGS = 0, 4, 16
_X32 = 0x40000000
_LOW32 = 0xFFFFFFFF

Code = list[tuple[int, int, int, int]]


def _op(code: int, k: int, yes: int = 0, no: int = 0) -> Code:
    return [(code, yes, no, k & _LOW32)]


def _when(number: int, then: Code) -> Code:
    """``then`` (which returns) for the call ``number``; anything else goes on after it."""
    return _op(_JEQ, number, 0, len(then)) + then


def _argument(index: int, values: tuple[int, ...], inside: int, outside: int) -> Code:
    """Returns ``inside`` when the low word of an argument is one of ``values``."""
    return _if_argument(index, values, inside) + _op(_RET, outside)


def _if_argument(index: int, values: tuple[int, ...], answer: int) -> Code:
    """Returns ``answer`` when the low word of an argument is one of ``values``; else goes on."""
    code = _op(_LOAD, _ARGS + 8 * index)
    for value in values:
        code += _op(_JEQ, value, 0, 1) + _op(_RET, answer)
    return code


def _exit() -> Code:
    """Asks about a status that could be taken for a signal."""
    code = _op(_LOAD, _ARGS) + _op(_AND, 0xFF) + _op(_JGE, _FIRST_SIGNAL_STATUS, 0, 1)
    return code + _op(_RET, NOTIFY) + _op(_RET, ALLOW)


def _by_argument() -> dict[str, Code]:
    refuse, deny = ERRNO | errno.EPERM, ERRNO | errno.EACCES
    signals = {
        name: _if_argument(index, (_SIGCONT,), refuse) + _op(_RET, NOTIFY)
        for name, index in SIGNALS.items()
    }
    everyone = _if_argument(0, (1, -1), refuse)  # or the session's first process
    return {
        **signals,
        "kill": everyone + signals["kill"],
        "ioctl": _argument(1, _IOCTLS, ALLOW, ERRNO | errno.ENOTTY),
        "prctl": _argument(0, _PRCTLS, ALLOW, refuse),
        # Who sets its own limit on CPU time is killed by the kernel, as if from outside.
        "prlimit64": _if_argument(1, (_RLIMIT_CPU,), refuse) + _argument(0, (0,), ALLOW, refuse),
        "setrlimit": _argument(0, (_RLIMIT_CPU,), refuse, ALLOW),
        **{name: _exit() for name in EXITS},
        "fcntl": _argument(1, _F_SIGNALS, refuse, ALLOW),
        # A child whose parent ignores its end would take its CPU time with it, uncounted.
        "rt_sigaction": _argument(0, (_SIGCHLD,), refuse, ALLOW),
        "socketpair": _argument(0, (_AF_UNIX,), ALLOW, deny),
    }


def assemble(machine: Machine) -> bytes:
    """The filter as an array of ``struct sock_filter``."""
    numbers = machine.numbers
    code = _op(_LOAD, _ARCH) + _op(_JEQ, machine.audit_arch, 1, 0) + _op(_RET, KILL)
    code += _op(_LOAD, _NR) + _op(_JGE, _X32, 0, 1) + _op(_RET, KILL)
    for names, answer in (
        (_ALLOWED.split(), ALLOW),
        (COUNTED, NOTIFY),
        (FORBIDDEN, NOTIFY),
        (_EPERM.split(), ERRNO | errno.EPERM),
        (_EACCES.split(), ERRNO | errno.EACCES),
    ):
        for name in names:
            if name in numbers:
                code += _when(numbers[name], _op(_RET, answer))
    for name, then in _by_argument().items():
        code += _when(numbers[name], then)
    code += _op(_RET, ERRNO | errno.ENOSYS)
    return b"".join(struct.pack("<HBBI", *step) for step in code)


@cache
def program() -> bytes:
    """The filter for this machine; empty where the machine is not known."""
    machine = this_machine()
    return assemble(machine) if machine else b""
