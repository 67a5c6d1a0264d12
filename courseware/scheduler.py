"""The program that runs scheduled jobs: beat and one slot for its tasks, in one process.

    celery -A courseware.scheduler worker --queues scheduled --pool solo

Jobs have a queue of their own, so none waits behind gradings. Beat is a thread here: it cannot die
alone, and one process less is 60 MB less. All jobs run once at the start, because what fell due
while nothing ran should not wait for another interval.
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
def _begin(sender: Any, **_: Any) -> None:
    for entry in app.conf.beat_schedule.values():
        try:
            app.send_task(entry["task"])
        except OperationalError as error:
            log.warning("%s could not be sent at the start: %s", entry["task"], error)
    threading.Thread(target=_keep_time, name="beat", daemon=True).start()


def _keep_time() -> None:
    """A scheduler without its clock must not live on: whoever supervises it starts it again."""
    try:
        app.set_current()
        Service(app, max_interval=1, scheduler_cls="celery.beat:Scheduler").start()
    except Exception:
        log.exception("Beat has failed.")
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
