"""The series that are counted as things happen. Every label has few values."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Histogram

from courseware.tracing import spans

REQUESTS = Histogram(
    "courseware_request_seconds",
    "Time to make a response, by view, method and status.",
    ["view", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
GRADING = Histogram(
    "courseware_grading_seconds",
    "Time that a submission spends in a phase: wait, load, correctness, speed, store.",
    ["phase"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600),
)
VERDICTS = Counter(
    "courseware_verdicts", "Verdicts that were stored, by purpose.", ["verdict", "purpose"]
)
REFUSALS = Counter("courseware_sandbox_refusals", "Gradings for which no sandbox could be made.")
FAILURES = Counter("courseware_grading_failures", "Gradings that failed on the grader's side.")


class Phases:
    """Measures phases that follow one another; each is a span, too."""

    def __init__(self, first: str) -> None:
        self.name, self.began, self._spans = first, time.perf_counter(), spans.Stages()
        self._spans.next(first)

    def next(self, name: str) -> None:
        """Ends the phase and begins another one."""
        self.end()
        self.name, self.began = name, time.perf_counter()
        self._spans.next(name)

    def end(self) -> None:
        """Ends the last phase."""
        self._spans.end()
        GRADING.labels(self.name).observe(time.perf_counter() - self.began)


@contextmanager
def phase(name: str) -> Iterator[None]:
    """A phase of its own, and a span, whether it succeeds or not."""
    began = time.perf_counter()
    try:
        with spans.span(name):
            yield
    finally:
        GRADING.labels(name).observe(time.perf_counter() - began)
