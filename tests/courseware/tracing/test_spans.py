"""Spans as the rest of the site makes them, with tracing off and on."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from courseware.tracing import spans
from tests.site import ROOT

SENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def by_name(exported_spans: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in exported_spans.get_finished_spans()}


def test_while_tracing_is_off_nothing_is_made():
    assert not spans.is_on()
    with spans.span("outer", kind="server", parent=SENT):
        assert (spans.traceparent(), spans.trace_id()) == ("", "")
        assert not spans.is_recording()
    spans.begin("open").end()
    spans.record("case", 1)
    spans.describe("name", {})


def test_while_tracing_is_off_nothing_that_makes_or_sends_spans_is_imported():
    """The Redis client imports the part for metrics by itself, where it is installed."""
    program = (
        "import sys, courseware.asgi; from courseware.celery import app;"
        "app.loader.import_default_modules();"
        "parts = ('opentelemetry.sdk.trace', 'opentelemetry.exporter', 'courseware.tracing.rec');"
        "print([name for name in sys.modules if name.startswith(parts)])"
    )
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == "[]"


def test_spans_inside_one_another_are_a_tree(exported_spans):
    with spans.span("outer", kind="server", attributes={"http.route": "/"}):
        with spans.span("inner"):
            inner = spans.traceparent()
        trace_id = spans.trace_id()
    found = by_name(exported_spans)
    assert found["inner"].parent.span_id == found["outer"].context.span_id
    assert found["outer"].parent is None
    assert found["outer"].attributes == {"http.route": "/"}
    assert re.fullmatch(rf"00-{trace_id}-[0-9a-f]{{16}}-0[13]", inner)


def test_a_traceparent_continues_its_trace_wherever_it_is_read(exported_spans):
    with spans.span("another"), spans.span("run", parent=SENT):
        assert spans.trace_id() == "0af7651916cd43dd8448eb211c80319c"
    assert f"{by_name(exported_spans)['run'].parent.span_id:016x}" == "b7ad6b7169203331"


@pytest.mark.parametrize("given", ["", "x", SENT[:-4], "00-" + "0" * 32 + SENT[35:]])
def test_without_a_readable_traceparent_a_trace_begins(given: str, exported_spans):
    with spans.span("another"), spans.span("run", parent=given):
        pass
    found = by_name(exported_spans)
    assert found["run"].parent is None
    assert found["run"].context.trace_id != found["another"].context.trace_id


def test_what_was_not_sampled_is_passed_on_and_not_exported(exported_spans):
    with spans.span("run", parent=f"{SENT[:-2]}00"):
        assert not spans.is_recording()
        assert spans.traceparent().endswith("-00")
    assert exported_spans.get_finished_spans() == ()


def test_an_exception_leaves_its_type_and_not_its_text(exported_spans):
    with pytest.raises(ValueError), spans.span("load"):
        raise ValueError("a line of somebody's code")
    (span,) = exported_spans.get_finished_spans()
    assert span.attributes == {"error.type": "ValueError"}
    assert (span.status.is_ok, span.status.description, span.events) == (False, None, ())


def test_stages_follow_one_another_and_hold_what_happens_in_them(exported_spans):
    with spans.span("correctness"):
        stages = spans.Stages()
        stages.next("sandbox")
        stages.next("cases")
        spans.record("case", 1)
        stages.end()
        stages.end()
        with spans.span("store"):
            pass
    found = by_name(exported_spans)
    outer = found["correctness"].context.span_id
    assert [found[name].parent.span_id for name in ("sandbox", "cases", "store")] == [outer] * 3
    assert found["case"].parent.span_id == found["cases"].context.span_id
    assert found["case"].start_time == 1
    assert found["sandbox"].end_time <= found["cases"].start_time


def test_an_open_span_need_not_be_the_current_one(exported_spans):
    span = spans.begin("event done", parent=SENT, current=False)
    assert spans.trace_id() == ""
    span.end()
    assert by_name(exported_spans)["event done"].parent.trace_id == int(SENT[3:35], 16)


def test_the_current_span_can_be_named_when_more_is_known(exported_spans):
    with spans.span("GET"):
        spans.describe("GET /courses/<slug:course>/", {"http.route": "/courses/<slug:course>/"})
    (span,) = exported_spans.get_finished_spans()
    assert (span.name, dict(span.attributes)) == (
        "GET /courses/<slug:course>/",
        {"http.route": "/courses/<slug:course>/"},
    )
