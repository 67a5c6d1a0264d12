"""Services are kept running, orphans are ended, and `up` ends with the make that runs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.messages import DeployError
from deploy.up import processes
from deploy.up.processes import Service

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0  # seconds for what takes milliseconds on an idle machine
FOREVER = "import time; print('up', flush=True); time.sleep(99)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {FOREVER}"


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def make_service(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    made: list[Service] = []

    def make(program: str, grace_seconds: float = PATIENCE) -> Service:
        service = Service("thing", [sys.executable, "-c", program], tmp_path, grace_seconds)
        made.append(service)
        service.start(dict(os.environ), tmp_path)
        return service

    yield make
    for service in made:
        service.signal(signal.SIGKILL)
        if service.process:
            service.process.wait()


def ended(service: Service) -> None:
    wait_until(lambda: not service.running)


def test_a_running_service_needs_nothing(make_service: Callable[..., Service]):
    service = make_service(FOREVER)
    assert service.running
    assert not service.needs_restart()


def test_output_and_errors_go_to_its_log(make_service: Callable[..., Service]):
    service = make_service("import sys; print('out', flush=True); sys.exit('wrong')")
    ended(service)
    assert service.log.read_text() == "out\nwrong\n"
    assert service.log_tail(1) == f"The end of {service.log}:\n    wrong"


def test_the_log_of_the_start_before_is_kept(make_service: Callable[..., Service]):
    service = make_service("print(1)")
    ended(service)
    service.rotate_log()
    assert not service.log.exists()
    assert service.log.with_suffix(".log.1").read_text() == "1\n"
    assert service.log_tail() == f"The end of {service.log}:\n"
    service.rotate_log()  # nothing to keep


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("raise SystemExit(3)", "status 3"),
        ("import os; os.kill(os.getpid(), 9)", "signal SIGKILL"),
    ],
)
def test_an_end_is_reported_once_and_restarted_at_once(
    program: str,
    reason: str,
    make_service: Callable[..., Service],
    capsys: pytest.CaptureFixture[str],
):
    service = make_service(program)
    ended(service)
    assert service.needs_restart()
    assert f"thing ended ({reason}); restarting it in 0 s" in capsys.readouterr().out


def test_further_failures_pause_longer_and_then_give_up(
    make_service: Callable[..., Service],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    now = [1000.0]
    monkeypatch.setattr(processes.time, "monotonic", lambda: now[0])
    service = make_service("print('no such table'); raise SystemExit(1)")
    for _ in range(4):
        assert service.process is not None
        service.process.wait()
        while not service.needs_restart():
            now[0] += 0.5
        service.start(dict(os.environ), ROOT)
    service.process.wait()
    pauses = re.findall(r"in (\d+) s", capsys.readouterr().out)
    assert pauses == ["0", "1", "3", "7"]
    with pytest.raises(DeployError, match=r"(?s)thing ended 5 times in a row.*no such table"):
        service.needs_restart()


def test_a_service_that_ran_well_starts_counting_anew(
    make_service: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
):
    now = [1000.0]
    monkeypatch.setattr(processes.time, "monotonic", lambda: now[0])
    service = make_service("raise SystemExit(1)")
    for _ in range(6):
        assert service.process is not None
        service.process.wait()
        now[0] += 31.0
        assert service.needs_restart()
        service.start(dict(os.environ), ROOT)


def test_a_service_that_ran_well_once_is_never_given_up(
    make_service: Callable[..., Service],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    """A full disk may last for longer than five tries."""
    now = [1000.0]
    monkeypatch.setattr(processes.time, "monotonic", lambda: now[0])
    service = make_service("raise SystemExit(1)")
    now[0] += 31.0
    for _ in range(9):
        assert service.process is not None
        service.process.wait()
        while not service.needs_restart():
            now[0] += 0.5
        service.start(dict(os.environ), ROOT)
    pauses = re.findall(r"in (\d+) s", capsys.readouterr().out)
    assert pauses == ["0", "1", "3", "7", "15", "30", "30", "30", "30"]


def test_a_service_without_room_for_its_log_runs_without(tmp_path: Path):
    service = Service("thing", [sys.executable, "-c", "print('hello')"], tmp_path / "gone")
    service.start(dict(os.environ), ROOT)
    ended(service)
    assert service.process is not None
    assert service.process.returncode == 0


TALKER = """
import signal, time
signal.signal(signal.SIGUSR1, lambda *_: print("more", flush=True))
print("up", flush=True)
while True:
    time.sleep(1)
"""


def test_a_log_that_is_too_long_is_moved_aside_while_the_service_writes(
    make_service: Callable[..., Service],
):
    service = make_service(TALKER)
    wait_until(lambda: service.log.read_text() == "up\n")
    service.limit_log(3)
    assert service.log.read_text() == "up\n"  # not longer than that
    service.limit_log(2)
    assert service.log.read_text() == ""
    service.signal(signal.SIGUSR1)
    wait_until(lambda: service.log.read_text() == "more\n")
    assert service.log.with_suffix(".log.1").read_text() == "up\n"


def test_a_log_that_has_gone_is_no_reason_to_stop(tmp_path: Path):
    Service("thing", ["true"], tmp_path).limit_log(1)
    assert list(tmp_path.iterdir()) == []


def test_what_a_service_leaves_in_its_group_is_killed_with_it(
    make_service: Callable[..., Service], tmp_path: Path
):
    child = f"subprocess.Popen([sys.executable, '-c', {FOREVER!r}])"
    service = make_service(f"import subprocess, sys; print({child}.pid)")
    ended(service)
    pid = int(service.log.read_text().split()[0])
    assert service.needs_restart()
    wait_until(lambda: not _runs(pid))


def test_a_service_is_asked_to_end_and_has_time_for_it(make_service: Callable[..., Service]):
    end = "import signal, sys; signal.signal(15, lambda *_: sys.exit(print('bye', flush=True)))"
    service = make_service(f"{end}; {FOREVER}")
    wait_until(lambda: "up" in service.log.read_text())
    service.signal(signal.SIGTERM)
    service.await_end()
    assert service.process is not None
    assert service.process.returncode == 0
    assert service.log.read_text().endswith("bye\n")


def test_a_service_that_does_not_end_is_killed(
    make_service: Callable[..., Service], capsys: pytest.CaptureFixture[str]
):
    service = make_service(STUBBORN, grace_seconds=0.2)
    wait_until(lambda: "up" in service.log.read_text())
    service.signal(signal.SIGTERM)
    service.await_end()
    assert service.process is not None
    assert service.process.returncode == -signal.SIGKILL
    assert "thing does not end by itself; killing it" in capsys.readouterr().out


def test_a_service_that_was_never_started_can_be_ended(tmp_path: Path):
    service = Service("thing", ["true"], tmp_path)
    service.signal(signal.SIGTERM)
    service.await_end()
    assert not service.running


def test_a_service_ends_with_its_parent():
    program = (
        "import subprocess, sys, time, os, functools, signal\n"
        "from deploy.up.processes import end_with_parent\n"
        "end = functools.partial(end_with_parent, os.getpid(), signal.SIGKILL)\n"
        f"command = [sys.executable, '-c', {FOREVER!r}]\n"
        "child = subprocess.Popen(command, preexec_fn=end, stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(99)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert _runs(child)
        parent.kill()
    wait_until(lambda: not _runs(child))


ORPHANS = """
import subprocess, sys
from deploy.up import processes
processes.adopt_orphans()
sleep = [sys.executable, "-c", "import time; time.sleep(99)"]
own = subprocess.Popen(sleep)
middle = f"import subprocess; print(subprocess.Popen({sleep}, stdout=subprocess.DEVNULL).pid)"
orphan = int(subprocess.run([sys.executable, "-c", middle], stdout=subprocess.PIPE).stdout)
assert orphan in processes._children()
while orphan in processes._children():
    processes.clear_orphans({own.pid})
assert own.poll() is None
processes.end_children(30)
print(processes._children())
"""


def test_orphans_are_ended_and_own_children_spared_until_the_end():
    process = subprocess.run(
        [sys.executable, "-c", ORPHANS], cwd=ROOT, capture_output=True, text=True, timeout=180
    )
    assert process.stdout == "[]\n", process.stderr


def test_children_are_found_without_help_of_the_kernel(monkeypatch: pytest.MonkeyPatch):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        listed = processes._children()
        monkeypatch.setattr(processes.Path, "read_text", _without_children(Path.read_text))
        assert child.pid in listed
        assert sorted(processes._children()) == sorted(listed)
        child.kill()


def _without_children(read_text: Callable[..., str]) -> Callable[..., str]:
    def read(path: Path, *arguments: object, **options: object) -> str:
        if path.name == "children":
            raise FileNotFoundError(path)
        return read_text(path, *arguments, **options)

    return read


CHILD = "from deploy.up.processes import ParentMake; make = ParentMake(); input(); "
CHILD += "print(make.wants_end())"
# Starts the child, blocks SIGINT as a program does that is starting a third one, and asks.
PARENT = f"""
import signal, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-c", {CHILD!r}], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
print(child.communicate("\\n")[0].strip())
"""


def answer_below(name: str, tmp_path: Path, **environment: str) -> str:
    """What `ParentMake.wants_end` returns in a child of a program with this name."""
    program = tmp_path / name
    program.write_text(f"import ctypes; ctypes.CDLL(None).prctl(15, b{name!r})\n{PARENT}")
    process = subprocess.run(
        [sys.executable, str(program)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return process.stdout.strip()


@pytest.mark.parametrize(
    ("name", "ends"), [("make", "True"), ("gmake", "True"), ("tests", "False")]
)
def test_make_that_handles_an_interrupt_ends_it_and_another_parent_does_not(
    name: str, ends: str, tmp_path: Path
):
    assert answer_below(name, tmp_path, MAKELEVEL="1") == ends


def test_without_make_the_parent_is_not_watched(tmp_path: Path):
    assert answer_below("make", tmp_path) == "False"


def test_the_end_of_the_parent_ends_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MAKELEVEL", "1")
    make = processes.ParentMake()
    assert not make.wants_end()
    monkeypatch.setattr(os, "getppid", lambda: 1)
    assert make.wants_end()


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
