"""Makes spans with the SDK of OpenTelemetry. Imported only while tracing is on.

Exceptions are recorded by their type alone: their texts may quote code or what a person wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Token

from opentelemetry import context, trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from courseware.tracing.spans import Attributes

_KINDS = {kind.name.lower(): kind for kind in SpanKind}
_PROPAGATOR = TraceContextTextMapPropagator()


class SdkRecorder:
    """Spans of one process, which the provider exports."""

    def __init__(self, provider: TracerProvider) -> None:
        self._tracer = provider.get_tracer("courseware")

    @contextmanager
    def span(
        self, name: str, kind: str, parent: str | None, attributes: Attributes | None
    ) -> Iterator[Span]:
        with self._tracer.start_as_current_span(
            name,
            context=_context(parent),
            kind=_KINDS[kind],
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except Exception as error:
                span.set_attribute("error.type", type(error).__qualname__)
                span.set_status(Status(StatusCode.ERROR))
                raise

    def begin(self, name: str, parent: str | None, current: bool) -> _Open:
        span = self._tracer.start_span(name, context=_context(parent))
        return _Open(span, context.attach(trace.set_span_in_context(span)) if current else None)

    def record(self, name: str, began: int) -> None:
        self._tracer.start_span(name, start_time=began).end()

    def describe(self, name: str, attributes: Attributes) -> None:
        span = trace.get_current_span()
        span.update_name(name)
        span.set_attributes(attributes)

    def is_recording(self) -> bool:
        return trace.get_current_span().is_recording()

    def traceparent(self) -> str:
        carrier: dict[str, str] = {}
        _PROPAGATOR.inject(carrier)
        return carrier.get("traceparent", "")

    def trace_id(self) -> str:
        current = trace.get_current_span().get_span_context()
        return trace.format_trace_id(current.trace_id) if current.is_valid else ""


class _Open:
    def __init__(self, span: Span, token: Token[Context] | None) -> None:
        self._span, self._token = span, token
        self._ended = False

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        if self._token is not None:
            context.detach(self._token)
        self._span.end()


def _context(parent: str | None) -> Context | None:
    """The current one without a traceparent; for an empty or unreadable one, one without a span."""
    if parent is None:
        return None
    return _PROPAGATOR.extract({"traceparent": parent}, context=Context())
