"""A receiver of traces: OTLP over HTTP with protobuf, as a collector of OpenTelemetry is one."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)


@dataclass(frozen=True)
class Received:
    """One span; ids are hexadecimal, times in nanoseconds since the epoch."""

    service: str
    name: str
    kind: int
    trace_id: str
    span_id: str
    parent_id: str
    start: int
    end: int
    attributes: dict[str, Any]
    failed: bool


@dataclass
class Collector:
    url: str
    spans: list[Received] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    """What came over the wire, uncompressed."""

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are to send here soon after each span."""
        return {"OTEL_EXPORTER_OTLP_ENDPOINT": self.url, "OTEL_BSP_SCHEDULE_DELAY": "200"}

    def wait_for(self, enough: Callable[[list[Received]], bool], seconds: float = 120.0) -> None:
        until = time.monotonic() + seconds
        while not enough(list(self.spans)):
            assert time.monotonic() < until, self.trees()
            time.sleep(0.1)

    def trace(self, trace_id: str) -> list[Received]:
        return [span for span in self.spans if span.trace_id == trace_id]

    def trees(self) -> str:
        """Every trace as an indented tree with times in milliseconds, for people."""
        return "\n\n".join(tree(self.trace(each)) for each in {s.trace_id: 0 for s in self.spans})


def tree(spans: list[Received]) -> str:
    """What begins first stands first; a span without its parent stands at the left."""
    known = {span.span_id for span in spans}
    first = min(span.start for span in spans)

    def lines(parent: str, depth: int) -> Iterator[str]:
        for span in sorted(spans, key=lambda span: span.start):
            own = span.parent_id if span.parent_id in known else ""
            if own == parent:
                begins, takes = (span.start - first) / 1e6, (span.end - span.start) / 1e6
                label = f"{'  ' * depth}{span.name}"
                yield f"{label:<70} {span.service:<18} {begins:9.1f} {takes:9.1f}"
                yield from lines(span.span_id, depth + 1)

    return "\n".join(lines("", 0))


@contextmanager
def run_collector() -> Iterator[Collector]:
    """Listens on a port of loopback."""
    collector = Collector("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            right = (self.path, self.headers["Content-Type"])
            if right != ("/v1/traces", "application/x-protobuf"):
                self.send_error(404)
                return
            collector.bodies.append(body)
            collector.spans.extend(_received(ExportTraceServiceRequest.FromString(body)))
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            """Not on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        collector.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield collector
        finally:
            server.shutdown()
            thread.join()


def _received(request: ExportTraceServiceRequest) -> Iterator[Received]:
    for group in request.resource_spans:
        resource = _values(group.resource.attributes)
        for scope in group.scope_spans:
            for span in scope.spans:
                yield Received(
                    service=resource["service.name"],
                    name=span.name,
                    kind=span.kind,
                    trace_id=span.trace_id.hex(),
                    span_id=span.span_id.hex(),
                    parent_id=span.parent_span_id.hex(),
                    start=span.start_time_unix_nano,
                    end=span.end_time_unix_nano,
                    attributes=_values(span.attributes),
                    failed=span.status.code == 2,
                )


def _values(attributes: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in attributes}
