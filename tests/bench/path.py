"""From pressing submit to the verdict on the page, for a few labs, beside the grade alone.

The real site with its worker and Redis, driven as a browser drives it: the form is sent, the
events are heard to their end, the result is read. Submissions and grades alone take turns on the
same code, so that both meet the machine in the same state. For small labs a browser says first when
the verdict on correctness is on the screen.

The labs are those with the fewest cases, with the most, and two between. `BENCH_LABS=all make bench
ONLY=path` measures all of them, which takes most of an hour; `BENCH_LABS="hinge nce"` these two.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import grader
from grader.judging.drawn_cases import cases_of_seed
from tests.bench import _on_screen
from tests.bench._submitting import join, shipped_labs, submit
from tests.site import run_site

WARM_UPS, TURNS = 1, 5  # together below the limit of submissions a minute
LABS = 4


def run() -> Iterator[dict[str, Any]]:
    with ExitStack() as ends:
        var = ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-"))
        site = ends.enter_context(run_site(Path(var)))
        yield from _on_screen.figures(site.url)
        for lab in _labs(os.environ.get("BENCH_LABS", "")):
            yield _measure(site.url, lab)


def _labs(asked: str) -> list[grader.Lab]:
    """All labs, those whose names are given, or without any a few of all sizes."""
    labs = [lab for lab in shipped_labs() if "vectorised" in lab.solutions]
    if asked:
        return [lab for lab in labs if asked == "all" or lab.slug in asked.split()]
    labs = [lab for lab in labs if lab.format == "code"]
    labs.sort(key=lambda lab: len(cases_of_seed(lab, 0)))
    return [labs[number * (len(labs) - 1) // (LABS - 1)] for number in range(LABS)]


def _measure(url: str, lab: grader.Lab) -> dict[str, Any]:
    code = lab.solutions["vectorised"]
    student = join(url, f"bench-{lab.slug}".replace("_", "-"))
    by_site, alone = [], []
    for turn in range(WARM_UPS + TURNS):
        # A comment makes each code another, as a person's next try is.
        by_site.append(submit(student, lab, f"{code}\n# {turn}\n"))
        started = time.perf_counter()
        grader.grade(lab, code)
        alone.append(time.perf_counter() - started)
    ours, rival = median(by_site[WARM_UPS:]), median(alone[WARM_UPS:])
    return {
        "name": f"path {lab.number}",
        "ours": round(ours, 3),
        "rival": round(rival, 3),
        "ratio": round(ours / rival, 3),
        "unit": "s",
        "note": f"submit to verdict by the site; rival: grader.grade alone; medians of {TURNS}; "
        f"{ours - rival:.2f} s are the site's",
    }
