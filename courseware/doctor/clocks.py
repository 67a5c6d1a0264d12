"""Compares a server's clock with that of this machine."""

from __future__ import annotations

from courseware.doctor.findings import Finding, failed, ok, warn

FEW_SECONDS, MANY_SECONDS = 1.0, 5.0


def compare_clock(name: str, there: float, before: float, after: float) -> Finding:
    """``there`` is the server's time, asked for between ``before`` and ``after`` of this clock."""
    skew = max(before - there, there - after, 0.0)
    if skew < FEW_SECONDS:
        return ok(name, "It agrees with this machine's to within a second.")
    level = failed if skew >= MANY_SECONDS else warn
    return level(
        name,
        f"It differs from this machine's by {skew:.1f} s. Deadlines and leases depend on it: run a "
        "time service (chrony or systemd-timesyncd) on both machines.",
    )
