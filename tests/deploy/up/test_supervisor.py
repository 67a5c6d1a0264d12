"""What the supervisor does with services, without the real ones (`test_main.py` has those)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy import stamps
from deploy.messages import DeployError
from deploy.up import data_folder, processes, services, supervisor
from deploy.up.processes import Service
from deploy.up.settings import Settings
from deploy.up.supervisor import EndRequested, Supervisor

FOREVER = "import time; time.sleep(99)"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "log").mkdir()
    (tmp_path / "courseware.sqlite3").touch()
    return Settings(tmp_path, 8000, None, "")


@pytest.fixture(autouse=True)
def spare_children(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A supervisor ends all children of its process: here, those of other tests are left alone."""
    children = processes._children

    def spare() -> None:
        others = set(children())
        monkeypatch.setattr(
            processes, "_children", lambda: [pid for pid in children() if pid not in others]
        )

    spare()
    return spare


def test_children_of_other_tests_are_spared(request: pytest.FixtureRequest) -> None:
    with subprocess.Popen([sys.executable, "-c", FOREVER]) as other:
        request.getfixturevalue("spare_children")()
        processes.end_children()
        assert other.poll() is None
        other.kill()


@pytest.fixture
def prepared() -> list[tuple[bool, bool]]:
    """Whether each preparation was to load the course, and to collect static files."""
    return []


@pytest.fixture
def make_supervisor(
    settings: Settings, prepared: list[tuple[bool, bool]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Supervisor]]:
    """A supervisor of three sleeping programs, and of a site with the given health."""
    handlers = {number: signal.getsignal(number) for number in supervisor._SIGNALS}

    class Prepared:
        running = False

        def __init__(self, *_: Any, load: bool, collect: bool) -> None:
            prepared.append((load, collect))

        def wait(self) -> None:
            """It is ready."""

    def sleeping(name: str) -> Callable[[Settings], Service]:
        command = [sys.executable, "-c", FOREVER]
        return lambda settings: Service(name, command, settings.logs)

    for name in ("web", "worker", "scheduler"):
        monkeypatch.setattr(services, name, sleeping(name))
    monkeypatch.setattr(supervisor, "Preparation", Prepared)
    monkeypatch.setattr(stamps, "digest", lambda *_: "unchanged")
    made: list[Supervisor] = []

    def make(*reports: Any) -> Supervisor:
        left = list(reports or [{}])
        health = lambda port: left.pop(0) if len(left) > 1 else left[0]  # noqa: E731
        monkeypatch.setattr(services, "health", health)
        made.append(Supervisor(settings))
        return made[-1]

    yield make
    for started in made:
        for service in started.services:
            service.signal(signal.SIGKILL)
            service.await_end()
    for number, handler in handlers.items():
        signal.signal(number, handler)


def check(ok: bool, sentence: str = "") -> dict[str, Any]:
    return {"ok": ok, "sentence": sentence}


def test_a_changed_course_is_loaded_before_the_site_starts(
    make_supervisor: Callable[..., Supervisor], prepared: list[tuple[bool, bool]]
):
    started = make_supervisor()
    assert started._start({}) is False
    assert prepared == [(True, True)]
    assert [service.name for service in started.services] == ["web", "worker", "scheduler"]


def test_changed_static_files_are_collected_without_loading_the_course(
    make_supervisor: Callable[..., Supervisor],
    prepared: list[tuple[bool, bool]],
    settings: Settings,
):
    supervisor.write_stamps(settings.var, {"loaded": "unchanged", "static": "old"})
    assert make_supervisor()._start({}) is False
    assert prepared == [(False, True)]
    assert supervisor.due_stamps(settings.var, "") == {}


def test_an_unchanged_one_is_looked_at_after_the_site_has_started(
    make_supervisor: Callable[..., Supervisor],
    prepared: list[tuple[bool, bool]],
    settings: Settings,
):
    supervisor.write_stamps(settings.var, {"loaded": "unchanged", "static": "unchanged"})
    assert make_supervisor()._start({}) is True
    assert prepared == []


def test_a_lost_database_is_prepared_again_first(
    make_supervisor: Callable[..., Supervisor],
    prepared: list[tuple[bool, bool]],
    settings: Settings,
):
    supervisor.write_stamps(settings.var, {"loaded": "unchanged", "static": "unchanged"})
    (settings.var / "courseware.sqlite3").unlink()
    assert make_supervisor()._start({}) is False
    assert prepared == [(False, False)]


def test_a_signal_ends_the_run_after_the_address_was_published(
    make_supervisor: Callable[..., Supervisor],
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    started = make_supervisor()
    monkeypatch.setattr(
        supervisor.time, "sleep", lambda seconds: os.kill(os.getpid(), signal.SIGTERM)
    )
    started.run()
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].startswith("Courseware is at http://127.0.0.1:8000  -  student ben / ")
    assert lines[-1].endswith("Stopping")
    assert (settings.var / "up.json").exists()


def test_a_signal_that_python_drops_ends_the_run_all_the_same(
    make_supervisor: Callable[..., Supervisor],
):
    started = make_supervisor()
    with pytest.raises(EndRequested):
        started._request_end(signal.SIGTERM, None)
    with pytest.raises(EndRequested):
        started._supervise()


def test_the_wait_ends_when_every_check_passes(make_supervisor: Callable[..., Supervisor]):
    starting, ready = {"workers": check(False, "None.")}, {"workers": check(True)}
    started = make_supervisor(None, {}, starting, ready)
    started._await_ready(Service("web", [], started.settings.logs))


def test_a_part_that_never_comes_is_a_warning(
    make_supervisor: Callable[..., Supervisor],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    now = [0.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(supervisor.time, "sleep", lambda seconds: now.append(now.pop() + 1.0))
    started = make_supervisor({"workers": check(False, "No worker answers.")})
    started._await_ready(Service("web", [], started.settings.logs))
    assert "Warning: No worker answers." in capsys.readouterr().out
    assert 20 < now[0] < 30


def test_a_site_that_never_answers_is_an_error_with_the_end_of_its_log(
    make_supervisor: Callable[..., Supervisor], monkeypatch: pytest.MonkeyPatch
):
    now = [0.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(supervisor.time, "sleep", lambda seconds: now.append(now.pop() + 1.0))
    started = make_supervisor(None)
    web = Service("web", [], started.settings.logs)
    web.log.write_text("ImproperlyConfigured\n")
    with pytest.raises(DeployError, match=r"(?s)does not answer.*ImproperlyConfigured"):
        started._await_ready(web)


def test_a_service_that_has_ended_is_launched_again_and_recorded(
    make_supervisor: Callable[..., Supervisor], settings: Settings
):
    started = make_supervisor()
    started._start({})
    worker = started.services[1]
    assert worker.process is not None
    before = worker.process.pid
    worker.process.kill()
    worker.process.wait()
    started._supervise()
    assert worker.running
    assert worker.process.pid != before
    recorded = (settings.var / "processes.json").read_text()
    assert str(worker.process.pid) in recorded
    assert str(before) not in recorded


def test_logs_are_looked_at_every_few_seconds(
    make_supervisor: Callable[..., Supervisor], settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    now = [1000.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    started = make_supervisor()
    started.services = [Service("web", [], settings.logs)]
    started.services[0].log.write_text("x" * (settings.log_bytes + 1))
    started._limit_logs()
    assert started.services[0].log.stat().st_size > settings.log_bytes
    now[0] += 20
    started._limit_logs()
    assert started.services[0].log.stat().st_size == 0


def test_the_queue_ends_after_those_who_use_it(
    make_supervisor: Callable[..., Supervisor], settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    ended: list[str] = []
    monkeypatch.setattr(Service, "await_end", lambda service: ended.append(service.name))
    monkeypatch.setattr(supervisor.processes, "end_children", lambda: ended.append("the rest"))
    started = Supervisor(settings)
    started.services = [
        Service(name, [], settings.logs) for name in ("redis", "web", "worker", "scheduler")
    ]
    handlers = {number: signal.getsignal(number) for number in supervisor._SIGNALS}
    started.end()
    for number, handler in handlers.items():
        signal.signal(number, handler)
    assert ended == ["web", "worker", "scheduler", "redis", "the rest"]


def test_the_record_is_empty_before_anything_starts(settings: Settings):
    data_folder.record_processes(settings.var, [])
    assert (settings.var / "processes.json").read_text() == "[]"
