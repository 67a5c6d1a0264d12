"""The program that runs scheduled jobs: Celery's beat and a worker with one slot, in one process.

    celery -A courseware.scheduler worker --queues scheduled --pool solo

Jobs have a queue of their own, so that none waits behind gradings. Beat is a thread: it cannot die
alone, and a process less saves 60 MB. All jobs run once at the start, because what became due while
nothing ran should not wait for another interval.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from typing import Any

from celery.beat import Service
from celery.signals import worker_ready
from kombu.exceptions import OperationalError

from courseware.celery import app

log = logging.getLogger(__name__)


@worker_ready.connect
def _start_beat(sender: Any, **_: Any) -> None:
    for entry in app.conf.beat_schedule.values():
        try:
            app.send_task(entry["task"])
        except OperationalError as error:
            log.warning("%s could not be sent at the start: %s", entry["task"], error)
    threading.Thread(target=_run_beat, name="beat", daemon=True).start()


def _run_beat() -> None:
    """Ends the process when beat ends; the supervisor starts it again."""
    try:
        app.set_current()
        Service(app, max_interval=1, scheduler_cls="celery.beat:Scheduler").start()
    except Exception:  # the boundary of the thread: it must end the process, whatever failed
        log.exception("Beat has failed.")
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
