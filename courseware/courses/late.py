"""Late policies in course files: ``late`` of the course or of an item, and ``late_days``."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from courseware.courses.dates import read_moment
from grader.files.yaml_nodes import Node

KEYS = ("accepted", "per_day", "per_hour", "grace", "no_credit_after", "no_credit_from")
MOST = {"per_day": 100, "per_hour": 100, "grace": 10_080, "no_credit_after": 365}
"""Per cent, minutes and days."""
MOST_LATE_DAYS = 365


def read_late(node: Node) -> dict[str, Any] | None:
    """The policy under ``late``, as it is stored; ``None`` where there is none."""
    entry = node.get("late")
    if entry is None or entry.value is None:
        return None
    if not entry.is_mapping():
        entry.fault(f"late must be a mapping of {', '.join(KEYS)}, such as {{per_day: 10}}")
        return None
    entry.only(KEYS)
    policy: dict[str, Any] = {}
    if not entry.flag("accepted", True):
        policy["accepted"] = False
    for key, most in MOST.items():
        if entry.get(key) is not None:
            policy[key] = _number(entry, key, most)
    if (ends := read_moment(entry, "no_credit_from")) is not None:
        policy["no_credit_from"] = ends.astimezone(UTC).isoformat()
    if "per_day" in policy and "per_hour" in policy:
        (entry.get("per_hour") or entry).fault("write per_day or per_hour, not both")
    return policy


def read_late_days(node: Node) -> int:
    """The days of lateness that cost a student nothing."""
    days = node.number("late_days", 0)
    if not 0 <= days <= MOST_LATE_DAYS or days != int(days):
        entry = node.get("late_days") or node
        entry.fault(f"late_days is {days:g}; write a whole number from 0 to {MOST_LATE_DAYS}")
        return 0
    return int(days)


def _number(entry: Node, key: str, most: float) -> float:
    number = entry.number(key)
    if not 0 <= number <= most:
        (entry.get(key) or entry).fault(f"{key} is {number:g}; write a number from 0 to {most:g}")
    return int(number) if number == int(number) else number
