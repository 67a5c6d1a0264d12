"""From pressing submit to the verdict on the page, for each lab, beside the grade alone.

The real site with its worker and Redis, driven as a browser drives it: the form is sent, the
events are heard to their end, the result is read. Submissions and grades alone take turns on the
same code, so that both meet the machine in the same state. For small labs a browser says first when
the verdict on correctness is on the screen.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import grader
from tests.bench import _on_screen
from tests.bench._submitting import join, shipped_labs, submit
from tests.site import run_site

WARM_UPS, TURNS = 2, 7  # together below the limit of submissions a minute


def run() -> list[dict[str, Any]]:
    with ExitStack() as ends:
        var = ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-"))
        site = ends.enter_context(run_site(Path(var)))
        on_screen = _on_screen.figures(site.url)
        return [*on_screen, *(_measure(site.url, lab) for lab in shipped_labs())]


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
