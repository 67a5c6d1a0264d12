"""Machines on one machine: each with its own network, name, processes and places, and one bridge.

A program of a host sees the host's own `/srv`, `/var/lib`, `/etc/passwd`, `/etc/hosts` and `/proc`,
and no other host's. So what `deploy/` and docs/operating.md say of paths holds as it stands.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BRIDGE = "cwbridge"
NET = "10.213.77"
COPIED = ("courseware", "deploy", "grader", "labs", "quizzes", "manage.py", "requirements.txt")
_ENTER = """
hostname "$1" || exit 70
mount --make-rprivate / || exit 71
for place in srv var/lib etc/passwd etc/group etc/hosts; do
    mount --bind "$2/$place" "/$place" || exit 72
done
if [ -n "$5" ]; then  # Python is in a folder that other users may not enter, such as /root
    mount --bind "$6" "$2/python" && mount -t tmpfs -o mode=755 tmpfs "$5" || exit 74
    mkdir -p "$6" && mount --bind "$2/python" "$6" || exit 75
fi
cd "$3" || exit 73
user=$4
shift 6
[ "$user" = 0 ] && exec "$@"
exec setpriv --reuid "$user" --regid "$user" --clear-groups -- "$@"
"""


@dataclass
class Host:
    name: str
    number: int
    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{NET}.{self.number}"

    @property
    def user(self) -> int:
        return 61_000 + self.number

    def place(self, path: str) -> Path:
        """Where a path of the host is for us."""
        return self.folder / path.lstrip("/")

    def command(self, *words: Any, root: bool = False, at: str = "/srv") -> list[str]:
        inside = ["unshare", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"]
        user = "0" if root else str(self.user)
        places = [str(self.folder), at, user, _closed_top(), sys.base_prefix]
        enter = [*inside, "sh", "-c", _ENTER, "sh", self.name, *places]
        return ["nsenter", f"--net=/run/netns/{self.name}", *enter, *map(str, words)]

    def run(self, *words: Any, given: str = "", environment: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            self.command(*words, at=self._at()),
            env=environment or _plain(),
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{self.name}: {words}\n{done.stdout}{done.stderr}"
        return done.stdout

    def start(self, *words: Any, environment: dict[str, str] | None = None, root: bool = False):
        """A program of the host; its output is in `log`."""
        with (self.folder / "log").open("ab") as out:
            self.running.append(
                subprocess.Popen(
                    self.command(*words, root=root, at=self._at()),
                    env=environment or _plain(),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
            )

    def log(self) -> str:
        file = self.folder / "log"
        return file.read_text(errors="replace")[-3000:] if file.exists() else ""

    def vanish(self) -> None:
        """The cable is cut, then everything dies at once."""
        _ip("link", "set", f"{self.name}-b", "down")
        self.stop(signal.SIGKILL)

    def stop(self, number: int = signal.SIGTERM) -> None:
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        for process in self.running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def _at(self) -> str:
        return "/srv/courseware" if self.place("/srv/courseware").exists() else "/srv"


@contextmanager
def run_hosts(folder: Path, names: list[str]) -> Iterator[dict[str, Host]]:
    """Hosts by name, on a bridge on which this process has the first address."""
    _check_that_hosts_can_be_made()
    folder.chmod(0o755)
    before = os.umask(0o022)  # that of an administrator; the site's settings have another
    hosts = {name: Host(f"cw-{name}", 10 + i, folder / name) for i, name in enumerate(names)}
    try:
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("addr", "add", f"{NET}.1/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for host in hosts.values():
            _connect(host)
            _furnish(host, hosts)
        yield hosts
    finally:
        os.umask(before)
        for host in reversed(hosts.values()):  # sites and workers before what they are connected to
            host.stop()
            with contextlib.suppress(AssertionError):  # the kernel would do it some time later
                _ip("link", "del", f"{host.name}-b")
            with contextlib.suppress(AssertionError):
                _ip("netns", "del", host.name)
        with contextlib.suppress(AssertionError):
            _ip("link", "del", BRIDGE)
        shutil.rmtree(folder, ignore_errors=True)


def install_project(host: Host) -> None:
    """`cp -r courseware/. /srv/courseware`; the packages are those of this checkout."""
    target = host.place("/srv/courseware")
    target.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            left_out = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(source, target / name, ignore=left_out)
        else:
            shutil.copy(source, target / name)
    (target / "frontend").mkdir()
    shutil.copytree(ROOT / "frontend" / "dist", target / "frontend" / "dist")
    (target / ".venv").symlink_to(ROOT / ".venv")
    give(host, "/srv/courseware")


def give(host: Host, path: str) -> None:
    """`chown -R`, to the host's user."""
    subprocess.run(["chown", "-R", f"{host.user}:{host.user}", host.place(path)], check=True)


def _check_that_hosts_can_be_made() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make network namespaces")
    missing = [each for each in ("ip", "nsenter", "unshare", "setpriv") if not shutil.which(each)]
    if missing:
        pytest.skip(f"{', '.join(missing)} missing: install iproute2 and util-linux")
    trial = ["unshare", "--net", "--uts", "--pid", "--fork", "--mount-proc"]
    trial += ["setpriv", "--reuid", "61000", "--regid", "61000", "--clear-groups"]
    done = subprocess.run(
        [*trial, "ls", ROOT / ".venv/bin/"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"namespaces cannot be made, or other users cannot read .venv: {done.stderr}")


def _closed_top() -> str:
    """The folder above Python that other users may not enter, if there is one."""
    above = reversed(Path(sys.base_prefix).parents)
    return next((str(path) for path in above if not path.stat().st_mode & 0o001), "")


def _connect(host: Host) -> None:
    _ip("netns", "add", host.name)
    _ip("link", "add", f"{host.name}-b", "type", "veth", "peer", "name", "eth0", "netns", host.name)
    _ip("link", "set", f"{host.name}-b", "master", BRIDGE, "up")
    inside = ["-n", host.name]
    _ip(*inside, "addr", "add", f"{host.address}/24", "dev", "eth0")
    for device in ("lo", "eth0"):
        _ip(*inside, "link", "set", device, "up")


def _furnish(host: Host, hosts: dict[str, Host]) -> None:
    for place in ("srv", "var/lib/courseware", "etc", "python"):
        host.place(place).mkdir(parents=True)
    person = f"courseware:x:{host.user}:{host.user}::/srv/courseware:/bin/sh\n"
    host.place("etc/passwd").write_text("root:x:0:0::/root:/bin/sh\n" + person)
    host.place("etc/group").write_text(f"root:x:0:\ncourseware:x:{host.user}:\n")
    names = "".join(f"{each.address} {name}.example.org\n" for name, each in hosts.items())
    host.place("etc/hosts").write_text(f"127.0.0.1 localhost {host.name}\n{names}")
    give(host, "var/lib/courseware")
    host.place("var/lib/courseware").chmod(0o700)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ip {' '.join(words)}: {done.stderr}"


def _plain() -> dict[str, str]:
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/srv"}
