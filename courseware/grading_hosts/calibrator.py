"""A thread of each worker that registers its host and calibrates it when that is due.

A calibration runs in a process of its own, as a worker forks and must not share a sandbox with its
children. It delays no verdict: on the only host of a site there is nothing to compare with, so it
waits until nothing has been graded for a minute, and stops when a task comes.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from celery.signals import task_received, worker_ready, worker_shutdown
from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import Q
from django.utils import timezone

from courseware.grading_hosts import services
from courseware.grading_hosts.models import GradingHost
from courseware.grading_hosts.selectors import current_baseline, is_alone
from courseware.grading_hosts.standing import TRIES
from courseware.outbox.models import Message
from courseware.workers.heartbeat import only_runs_scheduled_jobs

log = logging.getLogger(__name__)
LOOK_EVERY = 10.0  # seconds
IDLE = timedelta(minutes=1)
AGAIN_AFTER = timedelta(minutes=30)
"""When a host that deviates is calibrated once more."""
AFTER_FAILURE = 600.0  # seconds
LONGEST = 120.0  # seconds

_PROGRAM = """\
import ctypes, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: ends with the worker
from grader.cli.main import main
sys.exit(main(["calibrate", "--json", *sys.argv[1:]]))
"""


class Interrupted(Exception):
    """A task came, or the worker ends."""


class CalibrationFailed(Exception):
    """The set could not be measured; says why."""


class Calibrator(threading.Thread):
    """``work_came`` is set when the worker is given a task."""

    def __init__(self) -> None:
        super().__init__(name="calibrator", daemon=True)
        self.stopped, self.work_came = threading.Event(), threading.Event()
        self.not_before = 0.0

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                self.look()
            except DatabaseError as error:
                log.warning("The host could not be registered (%s).", error)
            finally:
                connections.close_all()  # the worker forks, and connections must not be shared
            self.stopped.wait(LOOK_EVERY)

    def look(self) -> None:
        """Registers the host, and calibrates it if that is due."""
        host = services.register_host()
        services.hand_over(host)
        alone = is_alone(host.name, host.boot)
        pairs = pairs_due(host, alone=alone)
        if pairs is None or time.monotonic() < self.not_before or not services.claim(host):
            return
        self.work_came.clear()
        try:
            measured = self.measure(pairs, gives_way=alone and host.asked_at is None)
        except Interrupted:
            services.release(host)
        except CalibrationFailed as error:
            self.not_before = time.monotonic() + AFTER_FAILURE
            services.release(host)
            log.warning("The host could not be calibrated: %s", error)
        else:
            services.record_calibration(host, measured)

    def measure(self, pairs: Sequence[str], *, gives_way: bool) -> dict[str, Any]:
        """What ``python -m grader calibrate`` finds. Raises: Interrupted, CalibrationFailed."""
        options = [part for name in pairs for part in ("--only", name)]
        with subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *options],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                output, errors = self._wait_for(process, gives_way=gives_way)
            finally:
                process.kill()
        if process.returncode:
            raise CalibrationFailed(errors.strip() or f"exit status {process.returncode}")
        return dict(json.loads(output))

    def _wait_for(self, process: subprocess.Popen[str], *, gives_way: bool) -> tuple[str, str]:
        ends = time.monotonic() + LONGEST
        while True:
            try:
                return process.communicate(timeout=0.2)
            except subprocess.TimeoutExpired:
                if self.stopped.is_set() or (gives_way and self.work_came.is_set()):
                    raise Interrupted from None
                if time.monotonic() > ends:
                    raise CalibrationFailed(f"it took more than {LONGEST:.0f} s") from None

    def stop(self) -> None:
        """Ends a calibration that is under way, and the thread."""
        self.stopped.set()


def pairs_due(host: GradingHost, *, alone: bool) -> list[str] | None:
    """The names of the pairs to measure now, all where none is named; ``None``: nothing is due."""
    now = timezone.now()
    if host.asked_at is not None:
        return []
    if not host.ratios:
        return [] if not alone or _is_idle() else None
    deviating = services.deviating_pairs(host, current_baseline())
    if deviating and host.deviating < TRIES:
        return deviating
    if deviating and host.calibrated_at and now - host.calibrated_at > AGAIN_AFTER:
        return []
    return None


def _is_idle() -> bool:
    """Whether no task runs or waits, and none has for a minute."""
    since = timezone.now() - IDLE
    return not Message.objects.filter(
        Q(done_at__gt=since) | Q(done_at=None) & (Q(due_at=None) | Q(created_at__gt=since))
    ).exists()


_calibrator: Calibrator | None = None


def connect() -> None:
    """Celery sends these signals in the main process of a worker only."""
    worker_ready.connect(_start, dispatch_uid="courseware.calibrator")
    task_received.connect(_note_work, dispatch_uid="courseware.calibrator")
    worker_shutdown.connect(_stop, dispatch_uid="courseware.calibrator")


def _start(**_: Any) -> None:
    global _calibrator
    if settings.SPEED_TOLERANCE and not only_runs_scheduled_jobs():
        _calibrator = Calibrator()
        _calibrator.start()


def _note_work(**_: Any) -> None:
    if _calibrator is not None:
        _calibrator.work_came.set()


def _stop(**_: Any) -> None:
    if _calibrator is not None:
        _calibrator.stop()
