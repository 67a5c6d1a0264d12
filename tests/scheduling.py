"""Which tests run in one process, and what begins first.

A file is one unit of work: its fixtures are made once, and handing out tests one by one costs more
than most of them take. Tests that share a site, a browser or a PostgreSQL server are a unit, too.
pytest-xdist has marks for this, which it adds to the ids of tests in a way that pytest 9.2 ignores.
So the groups are here, by path.
"""

from __future__ import annotations

from functools import partial

from xdist.scheduler import LoadScopeScheduling

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


def turn_of(unit: str, *, group_runs: bool = False) -> int:
    """The priority of a unit: groups take longest and come first, short files fill the end.

    A group mostly waits for its site or browser. So only one runs at a time, beside tests that keep
    the cores busy.
    """
    if unit in GROUPS.values():
        return 3 if group_runs else 0
    return 1 if unit.startswith(SPREAD) else 2


class GroupScheduling(LoadScopeScheduling):
    """Hands each unit to one process; of equal turn those with the most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

    def _assign_work_unit(self, node) -> None:
        """Starts no group while another process runs one; a process may queue a second group."""
        others = [work for owner, work in self.assigned_work.items() if owner is not node]
        runs = any(unit in GROUPS.values() for work in others for unit in work)
        turn = partial(turn_of, group_runs=runs)
        self.workqueue.move_to_end(min(self.workqueue, key=turn), last=False)
        super()._assign_work_unit(node)

    def mark_test_complete(self, node, item_index: int, duration: float = 0) -> None:
        """Forgets a unit that is done: what is left of all units is counted after each test."""
        super().mark_test_complete(node, item_index, duration)
        unit = unit_of(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][unit].values()):
            del self.assigned_work[node][unit]
