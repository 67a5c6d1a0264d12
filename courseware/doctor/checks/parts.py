"""The site's other programs, by the signs of life that `/health/` reads: workers and scheduler."""

from __future__ import annotations

from collections.abc import Iterator

from courseware.doctor.findings import Finding, check, failed, ok, warn
from courseware.health.checks import run_checks

SEEN_BEFORE = ("database", "broker")  # by groups of their own, with more detail


@check("programs")
def programs_run() -> Iterator[Finding]:
    for name, found in run_checks().items():
        if name in SEEN_BEFORE:
            continue
        if found.ok and found.facts.get("long"):
            yield warn(name, found.sentence)
        else:
            yield ok(name, found.sentence) if found.ok else failed(name, found.sentence)
        for sentence in found.facts.get("missing", ()):
            yield warn(f"{name} of the workers", sentence)
