"""The table of docs/operating.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from courseware.capacity.simulation import Rush, processes_needed

CLASSES = (30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
WAITS = (10, 60, 300)  # seconds
_WAITS = " | ".join(f"p95 ≤ {wait} s" for wait in WAITS)
HEAD = (f"| Students | Runs in the last hour | {_WAITS} |", "|--:|--:|" + "--:|" * len(WAITS))


def rows(classes: Iterable[int], seconds: Sequence[float]) -> Iterable[str]:
    """A line of Markdown for each size of class, for runs that take these seconds."""
    for students in classes:
        rush = Rush(students)
        needed = [processes_needed(rush, seconds, wait) for wait in WAITS]
        yield f"| {students:,} | {rush.last_hour:,.0f} | {' | '.join(f'{n:,}' for n in needed)} |"
