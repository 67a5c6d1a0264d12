"""`make up`: starts, refuses in one sentence, survives, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import site as prepared_site
from tests.selection import some_of
from tests.servers import bubblewrap, free_port
from tests.site import COURSE, Site, processes_of, refused_up, run_site, start_up
from tests.visitor import Visitor

# Of data folders: with a space and a percent sign, and too long for a socket in it.
ODD = Path("data of 100%") / ("long" * 25)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that is kept from start to start."""
    return tmp_path_factory.mktemp("up") / ODD


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """For tests that leave the site as it was."""
    folder = tmp_path_factory.mktemp("shared") / ODD
    folder.parent.mkdir()
    with run_site(folder) as running:
        yield running
        assert_ends(running, signal.SIGTERM)


@pytest.fixture
def site(var: Path) -> Iterator[Site]:
    """For tests that end it."""
    with run_site(var) as running:
        yield running


def health(site: Site) -> dict[str, bool]:
    checks = json.loads(Visitor(site.url).get("/health/").text)["checks"]
    return {name: check["ok"] for name, check in checks.items()}


def wait_until(true: Callable[[], Any], seconds: float = 180.0) -> Any:
    """What ``true`` gives in the end; only what never comes takes as long as this."""
    until = time.monotonic() + seconds
    while not (reached := true()) and time.monotonic() < until:
        time.sleep(0.1)
    return reached


def is_well(site: Site) -> bool:
    """The scheduler's first run comes after the site has begun to serve."""

    def well() -> bool:
        try:
            return all(health(site).values())
        except OSError:
            return False

    return wait_until(well)


def test_one_line_and_a_private_file_hold_address_and_logins(shared_site: Site):
    info = shared_site.info
    line = shared_site.output[-1]
    assert (shared_site.var / "up.json").stat().st_mode & 0o777 == 0o600
    assert set(info) == {"url", "student", "instructor"}
    for word in (info["url"], *info["student"].values(), *info["instructor"].values()):
        assert word in line
    assert is_well(shared_site)
    assert not (shared_site.var / "redis.sock").exists()


def assert_ends(site: Site, number: int) -> None:
    """Every process ends with it."""
    assert len(processes_of(site.var)) >= 4  # up, Redis, the site, the worker and its own
    assert site.stop(number) == 0
    assert processes_of(site.var) == {}
    assert not (site.var / "redis.sock").exists()


@pytest.mark.slow
def test_the_first_start_prepares_its_data_itself(tmp_path: Path):
    folder = tmp_path / ODD
    folder.parent.mkdir()
    with run_site(folder, fresh=True) as site:
        assert "Loading the course" in "\n".join(site.output)
        student = Visitor(site.url)
        student.sign_in(**site.info["student"])
        assert student.get(COURSE).status == 200
        assert is_well(site)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_every_process_ends_with_it(site: Site, number: int):
    assert_ends(site, number)


@pytest.mark.slow
def test_the_logins_work_and_outlive_a_restart(site: Site):
    assert prepared_site.prepared_data
    before = json.loads((prepared_site.prepared_data / "up.json").read_text("utf-8"))
    after = site.info
    assert (after["student"], after["instructor"]) == (before["student"], before["instructor"])
    student, instructor = Visitor(site.url), Visitor(site.url)
    student.sign_in(**after["student"])
    instructor.sign_in(**after["instructor"])
    assert student.get(f"{COURSE}gradebook/").status == 403
    assert instructor.get(f"{COURSE}gradebook/").status == 200


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_make_alone_ends_everything(var: Path, tmp_path: Path, number: int):
    makefile = tmp_path / "Makefile"
    # exec, as make itself runs a line without quotation marks: no shell stays in between
    makefile.write_text(f'up:\n\t@exec "{sys.executable}" -m deploy.up\n')
    with run_site(var, command=["make", "-f", str(makefile), "up"]) as site:
        site.process.send_signal(number)
        assert wait_until(lambda: processes_of(var) == {})


def test_a_second_one_is_refused_while_the_first_runs(shared_site: Site):
    status, output = refused_up(shared_site.var, PORT=str(free_port()))
    assert status == 1
    assert (
        f"The site is already running from {shared_site.var} (process {shared_site.process.pid})"
        in output
    )
    assert "Traceback" not in output
    assert is_well(shared_site)


def test_a_taken_port_is_refused(var: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, output = refused_up(var, PORT=str(port))
    assert status == 1
    assert output.strip() == (
        f"Port {port} is taken. Stop the program that uses it, "
        f"or choose another port: make up PORT={port + 1}"
    )


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"PORT": "eighty"}, 'PORT is "eighty"; write a whole number such as 8000'),
        ({"PORT": "123456"}, "PORT is 123456; write a number from 1 to 65535"),
        ({"DEBUG": "perhaps"}, 'DEBUG is "perhaps"; write 1 or 0'),
        ({"DATABASE_URL": "oracle://x"}, 'DATABASE_URL begins with "oracle"; write postgres://'),
        ({"DATABASE_URL": "postgres://x@127.0.0.1:1/x"}, "The database cannot be used"),
    ],
)
def test_a_wrong_setting_is_reported_in_a_sentence(
    tmp_path: Path, setting: dict[str, str], message: str
):
    status, output = refused_up(tmp_path, **{"PORT": str(free_port()), **setting})
    assert status == 1
    assert message in output
    assert "Traceback" not in output
    assert processes_of(tmp_path) == {}


def test_a_folder_that_cannot_be_made_is_refused():
    status, output = refused_up(Path("/proc/nowhere"))
    assert status == 1
    assert output.strip().startswith("COURSEWARE_VAR: /proc/nowhere cannot be made")
    assert output.strip().count("\n") == 0


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path):
    """Read-only for root as well, in a mount namespace."""
    locked = ["--dev-bind", "/", "/", "--ro-bind", str(tmp_path), str(tmp_path)]
    process = start_up(
        tmp_path, command=[str(bubblewrap()), *locked, "--", sys.executable, "-m", "deploy.up"]
    )
    output, _ = process.communicate(timeout=180)
    assert process.returncode == 1
    assert output.strip() == (
        f"COURSEWARE_VAR: {tmp_path} cannot be written to; choose another folder"
    )


@pytest.mark.slow
def test_a_killed_up_ends_what_is_being_graded_and_the_next_one_the_rest(var: Path):
    with run_site(var) as killed:
        before = set(_everything_below(killed.process.pid))
        grade_without_end(killed)
        assert wait_until(lambda: len(_everything_below(killed.process.pid)) > len(before))
        all_of_it = before | set(_everything_below(killed.process.pid))
        redis = next(pid for pid, command in processes_of(var).items() if "redis" in command)
        os.kill(redis, signal.SIGSTOP)  # one that does not end with its parent
        killed.stop(signal.SIGKILL)
        assert wait_until(lambda: not any(map(_runs, all_of_it - {redis})))
    assert redis in processes_of(var)
    with run_site(var) as site:
        assert "Ending what an earlier run left behind" in "\n".join(site.output)
        assert redis not in processes_of(var)
        assert is_well(site)
    assert processes_of(var) == {}


PARTS = ["uvicorn", "redis-server", "courseware.celery", "courseware.scheduler"]


@pytest.mark.parametrize("part", some_of(PARTS, 1))
def test_a_part_that_dies_is_started_again(shared_site: Site, part: str):
    def pids() -> set[int]:
        return _running(shared_site, part)

    before = pids()
    (head,) = _heads(before)
    os.kill(head, signal.SIGKILL)
    assert wait_until(lambda: bool(pids()) and not before & pids())
    assert is_well(shared_site)


@pytest.mark.slow
def test_nothing_that_ended_stays_a_zombie_of_up(shared_site: Site):
    """A worker's process is killed with its sandbox's parent below it, again and again."""
    for _ in range(3):
        grader = wait_until(lambda: _grading_process(shared_site))
        os.kill(grader, signal.SIGKILL)
        assert wait_until(lambda gone=grader: gone not in processes_of(shared_site.var))
    assert wait_until(lambda: _grading_process(shared_site))
    info = {pid for pid in processes_of(shared_site.var) if _parent(pid) == shared_site.process.pid}
    assert wait_until(lambda: _children(shared_site.process.pid) <= info)


def grade_without_end(site: Site) -> None:
    student = Visitor(site.url)
    student.sign_in(**site.info["student"])
    lab = f"{COURSE}labs/penalties/"
    form = student.get(lab)
    code = {"code": "while True:\n    pass\n", "purpose": "graded"}
    student.post(f"{lab}run/", form, {**code, "key": dict(form.fields("key"))["key"]})


def _grading_process(site: Site) -> int | None:
    """A process of the worker's pool."""
    workers = _running(site, "courseware.celery")
    heads = _heads(workers)
    return next((pid for pid in workers if _parent(pid) in heads), None)


def _running(site: Site, part: str) -> set[int]:
    return {pid for pid, command in processes_of(site.var).items() if part in command}


def _heads(pids: set[int]) -> set[int]:
    """Those that none of the others started. Numbers do not tell: they begin again at the limit."""
    return {pid for pid in pids if _parent(pid) not in pids}


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    return int((_stat(pid) or ["", "0"])[1])


def _runs(pid: int) -> bool:
    return (_stat(pid) or ["Z"])[0] not in "ZX"


def _children(of: int) -> set[int]:
    """Zombies too."""
    numbers = (int(folder.name) for folder in Path("/proc").glob("[0-9]*"))
    return {pid for pid in numbers if _parent(pid) == of}


def _everything_below(pid: int) -> list[int]:
    found = []
    for child in _children(pid):
        found += [child, *_everything_below(child)]
    return found
