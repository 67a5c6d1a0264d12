"""What goes wrong: a list drawn from a seed, and the hands that do it."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.chaos.cluster import Cluster, is_small
from tests.chaos.processes import descendants, parents_of_all

# Relative weights.
KINDS = {
    "site killed": 3,
    "worker killed": 3,
    "grading process killed": 4,
    "sandbox process killed": 6,
    "scheduler killed": 1,
    "Redis killed": 2,
    "Redis lost its data": 2,
    "PostgreSQL restarted": 2,
    "PostgreSQL crashed": 2,
    "grading process asleep beyond its lease": 3,
    "disk full": 1,
    "clock jumped": 3,
}
ASLEEP, FULL, WRONG = 6.0, 3.0, 6.0  # seconds
JUMP = 600  # seconds: longer than leases, so that each is over or far from it


@dataclass(frozen=True)
class Fault:
    after: float  # seconds since the one before
    kind: str
    choice: float  # of the processes that could be hit


def plan(
    seed: int, count: int, *, every: float, postgres: bool, disk: bool, clocks: bool
) -> list[Fault]:
    """The same for the same arguments; the first faults are one of each kind."""
    chance = random.Random(seed)
    kinds = {kind: weight for kind, weight in KINDS.items()}
    if not postgres:
        kinds = {kind: weight for kind, weight in kinds.items() if "PostgreSQL" not in kind}
    if not disk:
        del kinds["disk full"]
    if not clocks:
        del kinds["clock jumped"]
    first = sorted(kinds)
    chance.shuffle(first)
    rest = chance.choices(sorted(kinds), [kinds[kind] for kind in sorted(kinds)], k=count)
    drawn = [*first, *rest][:count]
    return [Fault(every * chance.uniform(0.4, 1.6), kind, chance.random()) for kind in drawn]


class Hands:
    """Does the faults of a plan, one after the other."""

    def __init__(self, cluster: Cluster, expire_leases: Callable[[], None]) -> None:
        self.cluster, self.expire_leases = cluster, expire_leases
        self.done: Counter[str] = Counter()

    def work(self, faults: list[Fault], over: threading.Event) -> None:
        for fault in faults:
            if over.wait(fault.after):
                return
            if self._do(fault):
                self.done[fault.kind] += 1

    def _do(self, fault: Fault) -> bool:
        """Whether there was anything to hit."""
        match fault.kind:
            case "site killed":
                return self._kill([self._pid(f"web{number}") for number in (1, 2)], fault)
            case "worker killed":
                return self._kill(self._workers(), fault)
            case "grading process killed":
                return self._kill(self._graders(), fault)
            case "sandbox process killed":
                return self._kill(self._sandboxes(), fault)
            case "scheduler killed":
                return self._kill([self._pid("scheduler")], fault)
            case "Redis killed":
                return self._kill([self._pid("redis")], fault)
            case "Redis lost its data":
                return self._lose_queue()
            case "PostgreSQL restarted" | "PostgreSQL crashed":
                return self._restart_database(crash=fault.kind.endswith("crashed"))
            case "grading process asleep beyond its lease":
                return self._put_to_sleep(fault)
            case "disk full":
                return self._fill_disk()
            case "clock jumped":
                return self._set_clock(fault)
        raise AssertionError(fault.kind)

    def _kill(self, pids: list[int], fault: Fault, number: int = signal.SIGKILL) -> bool:
        if not pids:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(pids[int(fault.choice * len(pids))], number)
            return True
        return False

    def _lose_queue(self) -> bool:
        with self.cluster.lock:
            self.cluster.programs["redis"].end()
            for path in (self.cluster.folder / "redis").iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        return True

    def _restart_database(self, *, crash: bool) -> bool:
        """Fast shutdown, or an immediate one, after which it recovers from its log."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            first = (self.cluster.folder / "postgres" / "postmaster.pid").read_text().split()[0]
            os.kill(int(first), signal.SIGQUIT if crash else signal.SIGINT)
            return True
        return False

    def _put_to_sleep(self, fault: Fault) -> bool:
        """Its lease is moved into the past, because a real one lasts for minutes."""
        graders = self._graders()
        if not graders:
            return False
        sleeper = graders[int(fault.choice * len(graders))]
        try:
            os.kill(sleeper, signal.SIGSTOP)
            with contextlib.suppress(Exception):  # a database that it has locked
                self.expire_leases()
            time.sleep(ASLEEP)
        except ProcessLookupError:
            return False
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(sleeper, signal.SIGCONT)
        return True

    def _fill_disk(self) -> bool:
        if not is_small(self.cluster.folder):
            return False
        filler = self.cluster.folder / "filler"
        try:
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as out:
                while True:
                    out.write(bytes(1 << 20))
            with contextlib.suppress(OSError), filler.open("ab", buffering=0) as out:
                while True:
                    out.write(bytes(512))
            time.sleep(FULL)
        finally:
            filler.unlink(missing_ok=True)
        return True

    def _set_clock(self, fault: Fault) -> bool:
        """One host's goes ahead or back, and is set right after a while."""
        turn = int(fault.choice * 4)
        clock = self.cluster.clocks[turn % 2]
        clock.jump(JUMP if turn < 2 else -JUMP)
        time.sleep(WRONG)
        clock.set_right()
        return True

    def _pid(self, name: str) -> int:
        process = self.cluster.programs[name].process
        return process.pid if process is not None else 0

    def _workers(self) -> list[int]:
        return [self._pid(f"worker{number}") for number in (1, 2)]

    def _graders(self) -> list[int]:
        parents = parents_of_all()
        return sorted(pid for pid, parent in parents.items() if parent in self._workers())

    def _sandboxes(self) -> list[int]:
        graders = set(self._graders())
        return sorted(descendants(graders) - graders)
