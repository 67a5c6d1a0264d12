"""The whole site, started as `make up` starts it, with data of its own.

Loading the course takes most of a first start. In a test run it is done once: other sites begin
with a copy of the data, unless they are to be `fresh`: then with its certified quizzes alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deploy.up import data_folder
from deploy.up.supervisor import due_stamps, write_stamps
from tests import migrated
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[1]
COURSE = "/courses/machine-learning/"
prepared_data: Path | None = None  # a folder for all processes of a test run, which conftest names
CERTIFIED_QUIZZES = "certified-quizzes"  # in a data folder
_SERVING = "Courseware is at"


@dataclass
class Site:
    """A running `up`; ``output`` are the lines that it has printed so far."""

    var: Path
    process: subprocess.Popen[str]
    output: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def info(self) -> dict[str, Any]:
        return json.loads((self.var / "up.json").read_text(encoding="utf-8"))

    @property
    def url(self) -> str:
        return self.info["url"]

    def stop(self, number: int = signal.SIGINT) -> int:
        """The exit status; its last lines are in ``output``."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=180)
        self.output += rest.splitlines()
        return self.process.returncode

    def start_again(self) -> None:
        """One that was stopped, at the address that it had."""
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = start_up(self.var, PORT=str(urlsplit(self.url).port))
        self.wait_until_it_serves()

    def wait_until_it_serves(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line.rstrip("\n"))
            if _SERVING in line:
                break
        assert _SERVING in self.output[-1], "\n".join(self.output)


def start_up(
    var: Path, *, cwd: Path = ROOT, command: list[str] | None = None, **environment: str
) -> subprocess.Popen[str]:
    """`up` as a process, with both its outputs in one pipe."""
    return subprocess.Popen(
        command or [sys.executable, "-m", "deploy.up"],
        cwd=cwd,
        env={**_bare(), "COURSEWARE_VAR": str(var), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=_hear_interrupts,
    )


def _hear_interrupts() -> None:
    """A shell starts what it runs in the background deaf to SIGINT, and make inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def refused_up(var: Path, **environment: str) -> tuple[int, str]:
    """Status and output of an `up` that ends by itself."""
    process = start_up(var, **environment)
    output, _ = process.communicate(timeout=180)
    return process.returncode, output


@contextmanager
def run_site(var: Path, *, fresh: bool = False, **options: Any) -> Iterator[Site]:
    """Yields when the site serves; ends it afterwards."""
    if fresh or options.get("DATABASE_URL"):
        copy_prepared_data(var, only=CERTIFIED_QUIZZES)
    elif not (var / "courseware.sqlite3").exists():
        copy_prepared_data(var)
    began = time.monotonic()
    port = options.pop("PORT", None) or str(free_port())
    site = Site(var, start_up(var, PORT=port, **options))
    try:
        site.wait_until_it_serves()
        site.seconds = time.monotonic() - began
        yield site
    finally:
        if site.process.poll() is None:
            site.stop()
        if site.process.stdout is not None:
            site.process.stdout.close()


def copy_prepared_data(var: Path, *, only: str = "") -> None:
    """The data of a site that has been started once, or one folder of it.

    Nothing outside of a test run.
    """
    if prepared_data is None:
        return
    with open(prepared_data.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (prepared_data / "loaded.stamp").exists():
            _prepare_data(prepared_data)
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copytree(prepared_data / only, var / only, dirs_exist_ok=True)


def _prepare_data(var: Path) -> None:
    var.mkdir(mode=0o700, exist_ok=True)
    # Tests of shipped quizzes certify them, too: whoever comes first does it for both.
    certified = var.with_name("certified")
    certified.mkdir(exist_ok=True)
    if not (var / CERTIFIED_QUIZZES).exists():
        (var / CERTIFIED_QUIZZES).symlink_to(certified)
    migrated.copy_to(var / "courseware.sqlite3")
    logins = data_folder.read_logins(var)
    subprocess.run(
        [sys.executable, "-m", "deploy.up.database"],
        cwd=ROOT,
        env={**_bare(), "COURSEWARE_VAR": str(var)},
        input=json.dumps({"load": True, "collect": True, "logins": logins}),
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    data_folder.publish_address(var, "", logins)
    write_stamps(var, due_stamps(var, ""))


def processes_of(var: Path) -> dict[int, str]:
    """What runs with this data folder, by process id: its command line."""
    mark = f"COURSEWARE_VAR={var}\0".encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes() + b"\0":
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(folder.name)] = command.decode(errors="replace").strip()
        except OSError:
            continue
    return found


def _bare() -> dict[str, str]:
    """This process's environment without what decides about the site."""
    ours = {"DATABASE_URL", "REDIS_URL", "PORT", "COURSEWARE_VAR", "DJANGO_SETTINGS_MODULE"}
    ours.add("MAKELEVEL")  # what is tested is not always run by make
    return {name: value for name, value in os.environ.items() if name not in ours}
