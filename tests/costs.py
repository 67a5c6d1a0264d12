"""The processor time that tests take, reported at the end of `make test`.

Of a test it is that of its process and of the processes that it has waited for. What runs on, as a
sandbox's parent that is kept ready, is counted where it ends; `deploy.suite` prints the whole.
"""

from __future__ import annotations

import resource
from collections import Counter
from typing import Any

import pytest

MOST = 20


class Costs:
    """Notes on each report what its phase has cost, and prints the sums."""

    def __init__(self) -> None:
        self.by_test: Counter[str] = Counter()
        self._before = _seconds()

    def pytest_runtest_logstart(self) -> None:
        self._before = _seconds()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Any:
        report = yield
        now = _seconds()
        report.cpu_seconds, self._before = now - self._before, now
        return report

    def pytest_runtest_logreport(self, report: Any) -> None:
        """In the process that prints; what others ran comes here, too."""
        self.by_test[report.nodeid] += getattr(report, "cpu_seconds", 0.0)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self.by_test:
            return
        terminalreporter.section("processor time")
        for line in lines_of(self.by_test):
            terminalreporter.write_line(line)


def lines_of(by_test: Counter[str]) -> list[str]:
    """The costliest tests, and the sum of each folder of `tests/`."""
    rooms: Counter[str] = Counter()
    number: Counter[str] = Counter()
    for test, seconds in by_test.items():
        room = test.split("/")[1] if test.count("/") > 1 else test.partition("::")[0]
        rooms[room] += seconds
        number[room] += 1
    costliest = [f"{seconds:8.1f} s  {test}" for test, seconds in by_test.most_common(MOST)]
    sums = [
        f"{seconds:8.1f} s  {room}, {number[room]} tests" for room, seconds in rooms.most_common()
    ]
    return ["The costliest tests:", *costliest, "By folder:", *sums]


def _seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
