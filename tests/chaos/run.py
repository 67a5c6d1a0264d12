"""A whole run: the course, the students, the faults, and what is found afterwards."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.sandbox.cgroup_paths import GROUP_PREFIX
from grader.sandbox.cgroups import remove_stale_groups
from tests.chaos import faults
from tests.chaos.clocks import can_jump
from tests.chaos.cluster import ROOT, Cluster, is_small, run_cluster
from tests.chaos.driver import drive
from tests.labs.writing import write_lab
from tests.site import processes_of

_COURSE = """\
slug: chaos
title: Chaos
chapters:
  - file: one.md
    items:
      - quiz: long
      - lab: twice
"""
_CHAPTER = "---\ntitle: One\n---\n\n## A {#a}\n\nB.\n\n::quiz[long]\n\n::lab[twice]\n"
_QUIZ = """\
title: A quiz
questions:
  - id: grow
    type: blanks
    text: Width by [[width]].
    blanks:
      width: {accept: [neurons]}
    explanation: Neurons are dimensions.
"""
_STUDENTS = """
import json
from django.test import Client
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
course, sessions = Course.objects.get(slug="chaos"), []
for number in range({count}):
    user = User.objects.create(username=f"chaos-{{number}}", email=f"{{number}}@example.org")
    Enrollment.objects.create(user=user, course=course, role=Role.STUDENT)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    sessions.append(client.cookies["sessionid"].value)
print(json.dumps(sessions))
"""
_EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from courseware.outbox.models import Message
from labs.models import Submission
past = timezone.now() - timedelta(seconds=1)
Submission.objects.filter(state="running").update(lease_until=past)
Message.objects.filter(done_at=None, started_at__isnull=False).update(lease_until=past)
"""


@dataclass(frozen=True)
class Size:
    """How much happens in a run."""

    students: int
    each: int  # submissions of a student
    attempts: int
    faults: int
    every: float  # seconds between faults
    seconds: float  # for all students together, and again until everything is graded
    abreast: int = 6


SHORT = Size(students=12, each=2, attempts=8, faults=12, every=2.0, seconds=600)
FULL = Size(students=500, each=4, attempts=500, faults=200, every=6.0, seconds=6 * 3600)


@dataclass
class Outcome:
    """``bad`` must be all zeros."""

    seed: int
    database: str
    bad: dict[str, int]
    facts: dict[str, Any]
    errors: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.errors and not any(self.bad.values())

    def table(self) -> str:
        rows = [*self.facts.items(), *self.bad.items()]
        width = max(len(name) for name, _ in rows)
        lines = [f"chaos on {self.database}, SEED={self.seed}"]
        lines += [f"  {name:<{width}}  {value}" for name, value in rows]
        lines += [f"  error: {error}" for error in self.errors]
        return "\n".join([*lines, "passed" if self.passed else "FAILED"])


def run(seed: int, size: Size, *, postgres: bool) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="courseware-chaos-") as name:
        folder = Path(name)
        began = time.monotonic()
        with run_cluster(folder, postgres=postgres, prepare=lambda c: _prepare(c, size)) as both:
            cluster, sessions = both
            hands = faults.Hands(cluster, lambda: _expire(cluster))
            confirmed, errors = _students_amid_faults(seed, size, cluster, sessions, hands)
            _await_the_end(cluster, time.monotonic() + size.seconds)
            bad = _findings(cluster, confirmed.as_dict())
            restarts = {name: each.restarts for name, each in cluster.programs.items()}
            _save_logs(cluster, bad, errors)
        bad |= {"processes left": len(processes_of(folder / "disk" / "var"))}
        bad |= {"mounts left": len(_mounts(folder)), "groups left": len(_groups(cluster.seen))}
    facts = {
        "submissions confirmed": len(confirmed.submissions),
        "attempts handed in": len(confirmed.submitted),
        "requests": f"{confirmed.requests}, {confirmed.failures} of them failed and were repeated",
        "faults": sum(hands.done.values()),
        **{f"  {kind}": number for kind, number in sorted(hands.done.items())},
        "restarts": ", ".join(f"{name} {number}" for name, number in restarts.items()),
        "seconds": round(time.monotonic() - began),
    }
    return Outcome(seed, "PostgreSQL" if postgres else "SQLite", bad, facts, errors)


def _prepare(cluster: Cluster, size: Size) -> list[str]:
    """A small course and its students; the session of each."""
    course = cluster.folder / "course"
    for name, text in {
        "course.yaml": _COURSE,
        "chapters/one.md": _CHAPTER,
        "quizzes/long.yaml": _QUIZ,
    }.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(text, encoding="utf-8")
    write_lab(course / "labs", "twice")
    cluster.manage("migrate", "--verbosity", "0")
    cluster.manage("load_course", str(course), "--open")
    printed = cluster.manage("shell", script=_STUDENTS.format(count=size.students))
    return json.loads(printed.splitlines()[-1])


def _students_amid_faults(
    seed: int, size: Size, cluster: Cluster, sessions: list[str], hands: faults.Hands
) -> tuple[Any, list[str]]:
    over = threading.Event()
    disk = is_small(cluster.folder)
    planned = faults.plan(
        seed,
        size.faults,
        every=size.every,
        postgres=cluster.postgres,
        disk=disk,
        clocks=can_jump(),
    )
    trouble = threading.Thread(target=hands.work, args=(planned, over), daemon=True)
    trouble.start()
    try:
        confirmed, errors = drive(
            cluster.sites,
            sessions,
            each=size.each,
            attempts=size.attempts,
            abreast=size.abreast,
            until=time.monotonic() + size.seconds,
        )
        trouble.join(size.faults * size.every * 2)  # what is still being graded is hit, too
    finally:
        over.set()
        trouble.join()
    return confirmed, errors


def _expire(cluster: Cluster) -> None:
    cluster.manage("shell", script=_EXPIRE)


def _ask(cluster: Cluster, *arguments: str, given: str = "") -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.findings", *arguments],
        cwd=ROOT,
        env=cluster.environment,
        input=given,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _await_the_end(cluster: Cluster, until: float) -> None:
    """Until nothing waits, or the time is up: then the table says what is left."""
    while time.monotonic() < until:
        with contextlib.suppress(subprocess.CalledProcessError):  # the database still recovers
            if not _ask(cluster):
                return
        time.sleep(1)


def _findings(cluster: Cluster, confirmed: dict[str, Any]) -> dict[str, int]:
    return dict(_ask(cluster, "--final", given=json.dumps(confirmed)))


def _save_logs(cluster: Cluster, bad: dict[str, int], errors: list[str]) -> None:
    """A failed run's logs stay; the folder itself does not."""
    if errors or any(bad.values()):
        kept = Path(tempfile.mkdtemp(prefix="courseware-chaos-logs-"))
        for log in cluster.logs.iterdir():
            (kept / log.name).write_bytes(log.read_bytes())
        errors.append(f"logs are in {kept}")


def _groups(owners: set[str]) -> list[Path]:
    """Control groups of these processes that the start of the next worker would not remove."""
    root = Path("/sys/fs/cgroup")
    for folder in {path.parent for path in root.glob(f"**/{GROUP_PREFIX}*")}:
        remove_stale_groups(folder)
    found = root.glob(f"**/{GROUP_PREFIX}*")
    return [path for path in found if path.name.removeprefix(GROUP_PREFIX).split("-")[0] in owners]


def _mounts(folder: Path) -> list[str]:
    """In the folder of this run; another may go on beside it."""
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if f"{folder}/" in line]
