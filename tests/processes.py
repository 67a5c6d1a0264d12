"""Runs tests in several processes, which are forked when all tests have been collected.

Collecting takes as long as running a thousand tests, and processes that start by themselves, as
those of pytest-xdist do, each collect everything again. Forked ones begin with what one process has
collected. So there may be more of them than cores: many tests wait for a site or a browser.
"""

from __future__ import annotations

import multiprocessing
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from tests.scheduling import Unit, units_of

_FORK = multiprocessing.get_context("fork")
_FOLDER = "process-"
_GONE = (EOFError, OSError)  # what a connection raises when the other process has ended


class Processes:
    """The plugin: ``begin`` is called in each process before its first test.

    What ``prepare`` does needs no tests: it is called in another process while they are collected.
    """

    def __init__(
        self, number: int, begin: Callable[[], None], prepare: Callable[[], None] = lambda: None
    ) -> None:
        self.number = number
        self.begin = begin
        self.prepare = prepare

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> Iterator[None]:
        _base(session.config)  # or each process would make one of its own
        if not session.config.option.collectonly:
            _FORK.Process(target=self.prepare).start()
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed or session.config.option.collectonly:
            return None  # pytest's own loop knows what to do
        together, alone = units_of(session.items)
        for units, number in ((together, self.number), (alone, 1)):
            _Run(session, units, self.begin).run(number)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)
        return True


def _base(config: pytest.Config) -> Path:
    """Of temporary files; pytest keeps it on an attribute that has no public name."""
    return config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]


def shared_folder(config: pytest.Config) -> Path:
    """The folder for temporary files that all processes of this run share."""
    base = _base(config)
    return base.parent if base.name.startswith(_FOLDER) else base


@dataclass
class _Worker:
    """A process, and the tests that it has been given and has not reported."""

    process: BaseProcess
    pending: deque[int] = field(default_factory=deque)
    is_done: bool = False  # gets no more tests


class _Run:
    """Hands out units, and passes on what the processes report."""

    def __init__(
        self, session: pytest.Session, units: list[Unit], begin: Callable[[], None]
    ) -> None:
        self.session = session
        self.left = deque(units)
        self.begin = begin
        self.workers: dict[Connection, _Worker] = {}

    def run(self, number: int) -> None:
        try:
            for _ in range(min(number, len(self.left))):
                self._start()
            while self.workers and not (self.session.shouldfail or self.session.shouldstop):
                for ready in wait(list(self.workers)):
                    assert isinstance(ready, Connection)
                    self._hear(ready)
        finally:
            for connection in self.workers:
                connection.close()  # at which a process stops after the test that it runs
            for worker in self.workers.values():
                worker.process.join()

    def _start(self) -> None:
        ours, theirs = _FORK.Pipe()
        others = [*self.workers, ours]
        process = _FORK.Process(target=self._run_tests, args=(theirs, others))
        process.start()
        theirs.close()
        self.workers[ours] = _Worker(process)

    def _hear(self, connection: Connection) -> None:
        worker = self.workers[connection]
        try:
            message = connection.recv()
            if message is None:
                connection.send(self._next_tests(worker))
                return
        except _GONE:
            self._end(connection)
            return
        assert worker.pending[0] == message[0]
        self._report(*message)
        worker.pending.popleft()

    def _next_tests(self, worker: _Worker) -> list[int]:
        if worker.is_done or not self.left:
            return []
        unit = self.left.popleft()
        worker.pending.extend(unit.tests)
        worker.is_done = unit.is_group
        return unit.tests

    def _report(self, index: int, events: list[tuple[str, Any]]) -> None:
        item, config = self.session.items[index], self.session.config
        config.hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for kind, data in events:
            if kind == "warning":
                config.hook.pytest_warning_recorded.call_historic(kwargs=data)
                continue
            report = config.hook.pytest_report_from_serializable(config=config, data=data)
            config.hook.pytest_runtest_logreport(report=report)
        config.hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)

    def _end(self, connection: Connection) -> None:
        """One that had tests left has crashed; while there is work, another takes its place."""
        worker = self.workers.pop(connection)
        connection.close()
        worker.process.join()
        if worker.pending:
            crashed, *unit = worker.pending
            self._report_crash(crashed, worker.process.exitcode)
            if unit:
                self.left.appendleft(Unit(unit, worker.is_done))
        if self.left:
            self._start()

    def _report_crash(self, index: int, exitcode: int | None) -> None:
        item, config = self.session.items[index], self.session.config
        why = f"The process that ran {item.nodeid} ended with status {exitcode}."
        report = pytest.TestReport(item.nodeid, item.location, {}, "failed", why, "call")
        config.hook.pytest_runtest_logreport(report=report)

    # -- in the other processes -------------------------------------------------------------------

    def _run_tests(self, connection: Connection, others: list[Connection]) -> None:
        for other in others:
            other.close()  # or it would not be noticed when that process ends
        capturing: Any = self.session.config.pluginmanager.get_plugin("capturemanager")
        capturing.stop_global_capturing()
        capturing.start_global_capturing()  # into files of its own
        try:
            self._prepare()
            self._run_each(connection)
        except (*_GONE, KeyboardInterrupt):
            pass  # nobody listens any more
        finally:
            self.session._setupstate.teardown_exact(None)
            capturing.stop_global_capturing()  # an error that ends this process is to be seen

    def _prepare(self) -> None:
        config = self.session.config
        config.pluginmanager.unregister(name="terminalreporter")
        folder = _base(config) / f"{_FOLDER}{multiprocessing.current_process().pid}"
        folder.mkdir(mode=0o700)
        config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
        self.begin()

    def _run_each(self, connection: Connection) -> None:
        session, events = self.session, _Events(self.session.config)
        session.config.pluginmanager.register(events)
        indexes = _indexes(connection)
        index = next(indexes, None)
        while index is not None and not (session.shouldfail or session.shouldstop):
            following = next(indexes, None)
            session.config.hook.pytest_runtest_protocol(
                item=session.items[index],
                nextitem=None if following is None else session.items[following],
            )
            connection.send((index, events.take()))
            index = following


def _indexes(connection: Connection) -> Iterator[int]:
    """Those of the tests to run; asks for the next unit when there are no more."""
    while True:
        connection.send(None)
        unit = connection.recv()
        if not unit:
            return
        yield from unit


class _Events:
    """Keeps what a test has to report, as what can be sent."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.kept: list[tuple[str, Any]] = []

    def take(self) -> list[tuple[str, Any]]:
        taken, self.kept = self.kept, []
        return taken

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        to_data = self.config.hook.pytest_report_to_serializable
        self.kept.append(("report", to_data(config=self.config, report=report)))

    def pytest_warning_recorded(
        self,
        warning_message: warnings.WarningMessage,
        when: str,
        nodeid: str,
        location: tuple[str, int, str] | None,
    ) -> None:
        told = warning_message
        sent = warnings.WarningMessage(str(told.message), told.category, told.filename, told.lineno)
        data = {"warning_message": sent, "when": when, "nodeid": nodeid, "location": location}
        self.kept.append(("warning", data))
