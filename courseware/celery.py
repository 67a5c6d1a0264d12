"""The Celery application; tasks are found in the apps' ``tasks`` modules."""

import ctypes
import os
import signal
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")

app = Celery("courseware")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_PR_SET_PDEATHSIG = 1


@worker_process_init.connect
def _end_with_the_worker(**_: Any) -> None:
    """A process of a worker's pool is killed by the kernel when the worker is: nobody would hear
    of its verdict, and the next worker takes up its submission."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
