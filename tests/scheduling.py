"""Which tests run in one process: those that share a site, a browser or a PostgreSQL server.

pytest-xdist has marks for this, which it adds to the ids of tests in a way that pytest 9.2 ignores.
So the groups are here, by path.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

GROUPS = {
    "tests/journeys/": "journeys",
    "tests/deploy/up/test_main.py": "up",
    "tests/courseware/people/test_two_processes.py": "postgres",
    "tests/courseware/database/test_transactions.py": "postgres",
    "tests/courseware/outbox/test_dispatcher_races.py": "postgres",
    "tests/upgrades/": "postgres",
}


def group_of(nodeid: str) -> str:
    """The group of a test; one in no group runs wherever there is room."""
    return next((name for path, name in GROUPS.items() if nodeid.startswith(path)), nodeid)


class GroupScheduling(LoadScopeScheduling):
    """Hands each group to one process, the largest groups first."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
