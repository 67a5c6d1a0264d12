"""Figures of several processes together."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from courseware.metrics import exposition
from courseware.metrics.exposition import forget_ended_processes
from tests.servers import free_port
from tests.site import ROOT

COUNT = """
from courseware.metrics import series
series.VERDICTS.labels("passed", "graded").inc(3)
"""


def count_elsewhere(folder: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    subprocess.run([sys.executable, "-c", COUNT], cwd=ROOT, env=environment, check=True)


@pytest.fixture
def folder(tmp_path, settings):
    settings.METRICS_DIR = str(tmp_path)
    count_elsewhere(tmp_path)
    count_elsewhere(tmp_path)
    return tmp_path


TOTAL = 'courseware_verdicts_total{purpose="graded",verdict="passed"} 6.0'


@pytest.mark.django_db
def test_processes_of_a_host_count_together(folder):
    assert TOTAL in exposition.exposition().decode()


def test_a_host_without_a_site_serves_them_on_a_port(folder):
    server, thread = exposition.serve(port := free_port())
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
            assert TOTAL in answer.read().decode()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_what_ended_processes_have_counted_is_forgotten_in_time(folder):
    own = folder / f"counter_{os.getpid()}.db"
    own.touch()
    (folder / "unrelated.txt").touch()
    assert forget_ended_processes(folder) == 2
    assert sorted(path.name for path in folder.iterdir()) == sorted([own.name, "unrelated.txt"])
