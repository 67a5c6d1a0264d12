"""The strongest attacks on the clock, under each way of freezing, as root and as an ordinary user.

Each is run in a process of its own, so that nothing of another way is left.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.freezing import METHODS
from tests.attacks.test_every_attack import LAB

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NOBODY = 65534
STRONGEST = ("S19_thaws_itself_by_timers", "S19_leader_ends", "S19_helper_kept_ready")
BASE = "S00_honest_and_slow"


def may_be_entered_by_all(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


ROOTS = [(method, 0) for method in METHODS] if os.geteuid() == 0 else []
# Another user than root's can only be tried where it reaches the interpreter and the project.
REACHED = os.geteuid() != 0 or all(map(may_be_entered_by_all, (Path(sys.executable), HERE)))
USER = os.geteuid() or NOBODY
OTHERS = [(method, USER) for method in METHODS if REACHED and "cgroup" not in method]


def graded(method: str, user: int, *names: str) -> list[dict[str, Any]]:
    """Reports of one grading each; skips where this host has not got the method."""
    user_options: dict[str, Any] = (
        {"user": user, "group": user, "extra_groups": []} if user != os.geteuid() else {}
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.grade_one", "1", *files(names)],
        cwd=ROOT,
        env={**os.environ, "GRADER_FREEZER": method, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        **user_options,
    )
    if f"GRADER_FREEZER is {method}" in done.stderr:
        pytest.skip(done.stderr.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def files(names: tuple[str, ...]) -> list[str]:
    return [str(HERE / f"{name}.py") for name in names]


@pytest.mark.parametrize(("method", "user"), [*ROOTS, *OTHERS])
def test_no_time_can_be_forged_whatever_a_session_is_frozen_by(method: str, user: int) -> None:
    honest, *attacks = graded(method, user, BASE, *STRONGEST)
    assert honest["verdict"] == "passed"
    assert (honest["performance"]["freezing"], honest["performance"]["void"]) == (method, "")
    assert honest["performance"]["score"] == 0
    assert [report["file"] for report in attacks] == list(STRONGEST)
    for report in attacks:
        speed = report["performance"]
        assert speed is None or speed["score"] == 0, report
        assert report["score"] <= LAB.weights["correctness"]
