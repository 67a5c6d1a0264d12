"""Switches tracing on in a program of the site, where the settings ask for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.conf import settings

from courseware.tracing import database, spans

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_provider: TracerProvider | None = None


def start(program: str) -> bool:
    """To be called once in each process, after it was forked; says whether tracing is on.

    ``program`` is part of the service's name where no variable names it.
    """
    global _provider
    if not settings.TRACING or _provider is not None:
        return _provider is not None
    # Imported here: what is off costs no memory, and its packages may be missing.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    from courseware.tracing.recorder import SdkRecorder

    named = {} if os.environ.get("OTEL_SERVICE_NAME") else {SERVICE_NAME: f"courseware-{program}"}
    # The attributes that the SDK finds by itself are few and say nothing about people; sampler,
    # queue and exporter read their own variables.
    _provider = TracerProvider(resource=Resource.create(named))
    _provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    spans.use(SdkRecorder(_provider))
    database.install()
    return True


def stop() -> None:
    """Exports what is left and ends tracing in this process."""
    global _provider
    if _provider is not None:
        spans.use(None)
        _provider.shutdown()
        _provider = None
