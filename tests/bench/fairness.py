"""How long a student waits behind eight submissions of another that use up every limit.

The real site with two grading processes. One student sends loops without end and programs that
sleep, graded and visible runs of each lab: eight, which keep a process busy for minutes. Meanwhile
others send right code, each to a lab; the rival is the same code with nobody else there.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import grader
from tests.bench._submitting import form_of, join, send, shipped_labs, submit
from tests.site import run_site
from tests.visitor import Visitor

BAR = 15.0  # seconds on two cores
_WASTES = ("while True:\n        pass", "import time\n    time.sleep(1000)")


def run() -> list[dict[str, Any]]:
    with ExitStack() as ends:
        var = ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-"))
        site = ends.enter_context(run_site(Path(var), WORKER_CONCURRENCY="2"))
        labs = shipped_labs()
        first, others = join(site.url, "bench-first"), ["ada", "bob", "cyd", "dan"]
        students = [join(site.url, f"bench-{name}") for name in others]
        alone = [_right(first, lab) for lab in labs]
        _flood(join(site.url, "bench-hostile"), labs)
        behind = [_right(student, lab) for student, lab in zip(students, labs, strict=True)]
    return [
        {
            "name": f"fairness: verdict behind eight hostile submissions, lab {lab.number}",
            "ours": round(ours, 2),
            "rival": round(rival, 2),
            "ratio": round(ours / rival, 2),
            "unit": "s",
            "note": f"rival: nobody else there; bar {BAR:g} s",
        }
        for lab, ours, rival in zip(labs, behind, alone, strict=True)
    ]


def _right(student: Visitor, lab: grader.Lab) -> float:
    return submit(student, lab, lab.solutions["vectorised"])


def _flood(student: Visitor, labs: list[grader.Lab]) -> None:
    for number, lab in enumerate(labs):
        waste = _WASTES[number % len(_WASTES)]
        code = "".join(f"def {f.name}(*args, **named):\n    {waste}\n\n\n" for f in lab.functions)
        for purpose in ("graded", "trial"):
            page = send(student, lab, form_of(student, lab), code, purpose)
            assert page.status == 200, page.text
