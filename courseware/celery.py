"""The Celery application; tasks are found in the apps' ``tasks`` modules."""

import ctypes
import os
import signal
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")

app = Celery("courseware", task_cls="courseware.outbox.fencing:FencedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>


@worker_process_init.connect
def _die_with_worker(**_: Any) -> None:
    """Has the kernel kill a process of the pool when its worker dies.

    Its verdict would reach nobody, and the next worker takes its submission over.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
