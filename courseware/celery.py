"""The Celery application; tasks are found in the apps' ``tasks`` modules."""

import ctypes
import os
import signal
import sys
from typing import Any

from celery import Celery
from celery.signals import (
    task_postrun,
    task_prerun,
    worker_process_init,
    worker_process_shutdown,
)
from django.db import close_old_connections

from courseware.tracing import setup as tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")

app = Celery("courseware", task_cls="courseware.outbox.fencing:FencedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# By default Celery closes the connections to the database before and after each task, so that each
# one connects twice. They are kept as those of requests are: up to CONN_MAX_AGE, unless broken.
app.conf.CELERY_DB_REUSE_MAX = sys.maxsize

_PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>


@task_prerun.connect
@task_postrun.connect
def _close_old_connections(**_: Any) -> None:
    close_old_connections()


@worker_process_init.connect
def _die_with_worker(**_: Any) -> None:
    """Has the kernel kill a process of the pool when its worker dies.

    Its verdict would reach nobody, and the next worker takes its submission over.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@worker_process_init.connect
def _start_tracing(**_: Any) -> None:
    """In each process of the pool, because what exports spans is a thread."""
    tracing.start("worker")


@worker_process_shutdown.connect
def _stop_tracing(**_: Any) -> None:
    tracing.stop()
