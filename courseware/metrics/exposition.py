"""The text that Prometheus reads, for all processes of a host that share a folder.

A site process answers for itself and for the workers beside it. A host with workers alone answers
on a port of its own (`METRICS_PORT`).
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIServer

from django.conf import settings
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
    start_http_server,
)
from prometheus_client.multiprocess import MultiProcessCollector

from courseware.metrics.queue import QueueCollector

__all__ = ["CONTENT_TYPE_LATEST", "exposition", "forget_ended_processes", "serve"]


def exposition() -> bytes:
    """With the state of the queue, which is the same wherever it is asked for."""
    registry = _counted()
    text = generate_latest(_queue())
    return generate_latest(registry) + text


def _counted() -> CollectorRegistry:
    """Of all processes that share the folder, or of this one where there is none."""
    if not settings.METRICS_DIR:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_DIR))
    return registry


def _queue() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(QueueCollector())
    return registry


def forget_ended_processes(folder: Path) -> int:
    """Deletes what processes that have ended have counted, or the folder would grow forever.

    Prometheus takes the smaller sums for a restart, which its rates allow for.
    """
    ended = [file for file in folder.glob("*_*.db") if not _runs(file)]
    for file in ended:
        file.unlink(missing_ok=True)
    return len(ended)


def _runs(file: Path) -> bool:
    pid = file.stem.rpartition("_")[2]
    return not pid.isdecimal() or Path(f"/proc/{pid}").exists()


def serve(port: int) -> tuple[WSGIServer, threading.Thread]:
    """Serves what the processes of this host have counted, on loopback or `METRICS_HOST`."""
    started: Any = start_http_server(port, os.environ.get("METRICS_HOST", "127.0.0.1"), _counted())
    return started
