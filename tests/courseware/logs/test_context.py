"""Fields that lines of the log get from where they are written."""

from __future__ import annotations

import logging
from types import SimpleNamespace

from celery import shared_task

from courseware.logs.context import ContextFilter, log_context
from courseware.tracing import spans


def fields(**extra: object) -> dict[str, object]:
    record = logging.makeLogRecord({"msg": "hello", **extra})
    before = set(vars(record))
    assert ContextFilter().filter(record)
    return {name: value for name, value in vars(record).items() if name not in before}


def test_a_line_names_what_it_is_about_as_text():
    with log_context(request_id="r-1"), log_context(submission=7):
        assert fields() == {"request_id": "r-1", "submission": "7"}
    assert fields() == {}


def test_inner_fields_end_with_their_block():
    with log_context(submission=7):
        with log_context(submission=8):
            assert fields() == {"submission": "8"}
        assert fields() == {"submission": "7"}


def test_what_django_logs_after_the_middleware_has_the_request_too():
    assert fields(request=SimpleNamespace(request_id="r-2")) == {"request_id": "r-2"}


def test_a_task_is_named_with_its_id():
    @shared_task(name="tests.logged")
    def logged() -> dict[str, object]:
        return fields()

    try:
        found = logged.apply(task_id="t-1").get()
    finally:
        logged.app.tasks.pop("tests.logged")
    assert found == {"task": "t-1", "task_name": "tests.logged"}


def test_a_line_names_the_trace_that_it_is_in(exported_spans):
    with spans.span("POST"):
        logged = fields()
    (span,) = exported_spans.get_finished_spans()
    assert logged == {"trace_id": f"{span.context.trace_id:032x}"}
    assert fields() == {}
