"""Tracing in a program of its own, which sends its spans to a real receiver."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.collector import Collector, run_collector
from tests.site import ROOT

PROGRAM = """
import django
django.setup()
from courseware.tracing import setup, spans
assert setup.start("worker") and setup.start("worker")
with spans.span("one"), spans.span("two"):
    pass
setup.stop()
assert not spans.is_on()
"""


def traced(collector: Collector, **environment: str) -> None:
    variables = {"DJANGO_SETTINGS_MODULE": "courseware.settings", **collector.environment}
    subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, **variables, **environment},
        check=True,
    )


def test_a_program_sends_its_spans_before_it_ends():
    with run_collector() as collector:
        traced(collector)
    assert [(span.service, span.name) for span in collector.spans] == [
        ("courseware-worker", "two"),
        ("courseware-worker", "one"),
    ]


def test_the_standard_variables_name_the_service_and_choose_what_is_sampled():
    with run_collector() as collector:
        traced(collector, OTEL_SERVICE_NAME="class-of-2027")
        traced(collector, OTEL_TRACES_SAMPLER="always_off")
    assert [span.service for span in collector.spans] == ["class-of-2027"] * 2


def test_a_collector_that_is_down_is_no_failure_of_the_program():
    with run_collector() as collector:
        pass
    traced(collector, OTEL_EXPORTER_OTLP_TIMEOUT="1")
    assert collector.spans == []
