"""Starts the services, waits until the site answers, keeps them running, ends them."""

from __future__ import annotations

import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from deploy import stamps
from deploy.messages import DeployError, progress
from deploy.up import data_folder, processes, services
from deploy.up.database import Preparation
from deploy.up.processes import Service
from deploy.up.settings import Settings
from deploy.virtualenv import ROOT

_LOADED_FROM = ["courseware", "grader", "labs", "quizzes"]
_STATIC_FILES_FROM = ["frontend/dist", "requirements.txt"]  # packages bring some of their own
_ANSWER_SECONDS = 60.0  # until the site must answer at all
_READY_SECONDS = 20.0  # until it is served with a warning though a check fails
_LOGS_EVERY_SECONDS = 15.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class EndRequested(Exception):
    """A signal, or the end of make."""


class Supervisor:
    """Everything that one `make up` has started."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.services: list[Service] = []
        self._make = processes.ParentMake()
        self._end_requested = False
        self._logs_checked_at = time.monotonic()

    def run(self) -> None:
        """Returns when asked to end; raises `DeployError` when the site cannot go on."""
        try:
            for number in _SIGNALS:
                signal.signal(number, self._request_end)
            logins = data_folder.read_logins(self.settings.var)
            check_database_later = self._start(logins)
            data_folder.publish_address(self.settings.var, self.settings.url, logins)
            print(_summary(self.settings.url, logins), flush=True)
            preparation = self._prepare(logins) if check_database_later else None
            while True:
                self._supervise(preparation)
                if preparation is not None and not preparation.running:
                    preparation.wait()
                    preparation = None
                self._limit_logs()
                time.sleep(0.25)
        except EndRequested:
            return

    def end(self) -> None:
        """Ends the site and the workers, then the queue that they use, then whatever is left."""
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        _end([service for service in self.services if service.name != "redis"])
        _end([service for service in self.services if service.name == "redis"])
        processes.end_children()

    def _start(self, logins: dict[str, data_folder.Login]) -> bool:
        """Returns when the site serves; the result tells whether the database is still to check.

        That can wait for an embedded database when the stamp says that nothing has changed.
        """
        if redis := services.redis(self.settings):
            self._add(redis)
            services.wait_for_redis(self.settings, redis)
        due = due_stamps(self.settings.var, self.settings.database_url)
        later = not due and self.settings.has_embedded_data
        if not later:
            self._prepare(logins, load="loaded" in due, collect="static" in due).wait()
            write_stamps(self.settings.var, due)
        progress("Starting the site and the worker")
        web = services.web(self.settings)
        self._add(web)
        self._add(services.worker(self.settings))
        self._await_ready(web)
        self._add(services.scheduler(self.settings))  # last: nobody waits for its first run
        return later

    def _prepare(
        self, logins: dict[str, data_folder.Login], *, load: bool = False, collect: bool = False
    ) -> Preparation:
        return Preparation(self.settings, logins, load=load, collect=collect)

    def _await_ready(self, web: Service) -> None:
        """Waits until all checks pass; goes on with a warning when one keeps failing."""
        start, checks = time.monotonic(), None
        while True:
            self._supervise()
            checks = services.health(self.settings.port)
            waited = time.monotonic() - start
            if checks is None and waited > _ANSWER_SECONDS:
                raise DeployError(f"The site does not answer.\n{web.log_tail()}")
            if checks is not None and (not services.is_starting(checks) or waited > _READY_SECONDS):
                break
            time.sleep(0.05 if checks is None else 0.15)
        for sentence in services.warnings(checks):
            progress(f"Warning: {sentence}")

    def _add(self, service: Service) -> None:
        service.rotate_log()
        self.services.append(service)
        self._launch(service)

    def _launch(self, service: Service) -> None:
        service.start(self.settings.environment, ROOT)
        started = [service.process.pid for service in self.services if service.process]
        data_folder.record_processes(self.settings.var, started)

    def _limit_logs(self) -> None:
        if time.monotonic() - self._logs_checked_at < _LOGS_EVERY_SECONDS:
            return
        self._logs_checked_at = time.monotonic()
        for service in self.services:
            service.limit_log(self.settings.log_bytes)

    def _request_end(self, number: int, frame: object) -> NoReturn:
        """Handles a signal. Python drops what a handler raises during a fork, hence the flag."""
        for ignored in _SIGNALS:
            signal.signal(ignored, signal.SIG_IGN)
        self._end_requested = True
        progress("Stopping")
        raise EndRequested

    def _supervise(self, preparation: Preparation | None = None) -> None:
        if self._end_requested or self._make.wants_end():
            raise EndRequested
        for service in self.services:
            if service.needs_restart():
                self._launch(service)
        children = {
            service.process.pid
            for service in self.services
            if service.process is not None and service.running
        }
        if preparation is not None:
            children.add(preparation.process.pid)
        processes.clear_orphans(children)


def due_stamps(var: Path, database_url: str) -> dict[str, str]:
    """What has changed since it was last prepared, the course or static files, and its digests."""
    digests = {
        "loaded": stamps.digest([ROOT / name for name in _LOADED_FROM], database_url),
        "static": stamps.digest([ROOT / name for name in _STATIC_FILES_FROM]),
    }
    return {
        name: digest
        for name, digest in digests.items()
        if not stamps.is_current(var / f"{name}.stamp", digest)
    }


def write_stamps(var: Path, digests: Mapping[str, str]) -> None:
    """Notes what has been prepared."""
    for name, digest in digests.items():
        stamps.write_stamp(var / f"{name}.stamp", digest)


def _end(services: Sequence[Service]) -> None:
    """Asks all at once, then waits for each."""
    for service in services:
        service.signal(signal.SIGTERM)
    for service in services:
        service.await_end()


def _summary(url: str, logins: dict[str, data_folder.Login]) -> str:
    people = ", ".join(
        f"{role} {login['login']} / {login['password']}" for role, login in logins.items()
    )
    return f"Courseware is at {url}  -  {people}  -  Ctrl-C stops it"
