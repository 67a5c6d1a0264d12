"""Which tests run in one process, and what begins first.

A file is one unit of work: its fixtures are made once. Tests that share a site, a browser or a
PostgreSQL server are a unit, too. The process of such a group ends with it, and so do its servers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pytest

ALONE = "alone"  # the mark of tests that measure time


class Unit(NamedTuple):
    """What one process gets at once: the numbers of the tests, and whether they share servers."""

    tests: list[int]
    is_group: bool = False


GROUPS = {
    "tests/journeys/": "journeys",
    "tests/deploy/up/test_main.py": "up",
    "tests/deploy/up/test_full_disk.py": "up",
    "tests/courseware/people/test_two_processes.py": "postgres",
    "tests/courseware/database/test_transactions.py": "postgres",
    "tests/courseware/outbox/test_dispatcher_races.py": "postgres",
    "tests/courseware/backups/test_services.py": "postgres",
    "tests/courseware/doctor/checks/test_database.py": "postgres",
    "tests/courseware/manual_grading/test_two_graders.py": "postgres",
    "tests/courseware/notices/test_two_schedulers.py": "postgres",
    "tests/upgrades/": "postgres",
    "tests/house/": "house",  # they share the syntax trees of all files
}

# Each test takes long, and they share nothing.
SPREAD = ("tests/attacks/", "tests/catalogue/")


def group_of(nodeid: str) -> str | None:
    """The group of a test that shares something costly with tests of other files."""
    return next((name for path, name in GROUPS.items() if nodeid.startswith(path)), None)


def unit_of(nodeid: str) -> str:
    """What one process gets at once: a group, a file, or the test alone."""
    alone = nodeid if nodeid.startswith(SPREAD) else nodeid.partition("::")[0]
    return group_of(nodeid) or alone


def turn_of(unit: str) -> int:
    """Groups take longest and wait most of it: they begin first, and short files fill the end."""
    return 0 if unit in GROUPS.values() else 1 if unit.startswith(SPREAD) else 2


def units_of(items: Iterable[pytest.Item]) -> tuple[list[Unit], list[Unit]]:
    """What runs side by side, in the order in which it begins, and what runs alone afterwards.

    Of equal turn those with the most tests begin first.
    """
    together: dict[str, list[int]] = {}
    alone: list[int] = []
    for number, item in enumerate(items):
        is_alone = item.get_closest_marker(ALONE) is not None
        (alone if is_alone else together.setdefault(unit_of(item.nodeid), [])).append(number)
    names = sorted(together, key=lambda name: (turn_of(name), -len(together[name])))
    units = [Unit(together[name], name in GROUPS.values()) for name in names]
    return units, [Unit(alone)] if alone else []
