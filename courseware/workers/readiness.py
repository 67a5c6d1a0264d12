"""A worker that cannot make its sandbox does not start, where the settings ask for it.

Without the setting it starts and puts what it takes back into the queue, so that a site on a laptop
is served in any case. On a site with several machines, such a worker would only delay submissions
that others could grade.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from celery.signals import celeryd_after_setup
from django.conf import settings

from courseware.workers.heartbeat import only_runs_scheduled_jobs

_PROBE = "from grader.sandbox import probe; print(probe().refuses or '', end='')"
_EXIT_STATUS = 78  # EX_CONFIG of sysexits.h


def connect() -> None:
    """Celery sends the signal in workers only, before they take tasks."""
    celeryd_after_setup.connect(_refuse_without_sandbox, dispatch_uid="courseware.readiness")


def sandbox_refusal() -> str:
    """Why this host cannot make a sandbox; empty where it can.

    Tried in a process of its own: a worker forks, and must not share a sandbox with its children.
    """
    done = subprocess.run(
        [sys.executable, "-c", _PROBE], capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else done.stderr.strip()


def _refuse_without_sandbox(**_: Any) -> None:
    if not settings.SANDBOX_REQUIRED or only_runs_scheduled_jobs():
        return
    if refusal := sandbox_refusal():
        print(f"The worker does not start: {refusal}", file=sys.stderr, flush=True)
        sys.exit(_EXIT_STATUS)
