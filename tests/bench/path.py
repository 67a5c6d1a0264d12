"""From pressing submit to the verdict on the page, for each lab, beside the grade alone.

The real site with its worker and Redis, driven as a browser drives it: the form is sent, the
events are heard to their end, the result is read. Submissions and grades alone take turns on the
same code, so that both meet the machine in the same state.
"""

from __future__ import annotations

import re
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import grader
from tests.site import COURSE, run_site
from tests.visitor import Page, Visitor

CATALOGUE = Path(grader.__file__).resolve().parents[1] / "labs" / "catalogue"
WARM_UPS, TURNS = 2, 7  # together below the limit of submissions a minute


def run() -> list[dict[str, Any]]:
    with ExitStack() as ends:
        var = ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-"))
        site = ends.enter_context(run_site(Path(var)))
        labs = [grader.load_lab(path.parent) for path in sorted(CATALOGUE.glob("*/lab.yaml"))]
        return [_measure(site.url, lab) for lab in sorted(labs, key=lambda lab: lab.number)]


def _measure(url: str, lab: grader.Lab) -> dict[str, Any]:
    code = lab.solutions["vectorised"]
    student = Visitor(url)
    page = student.sign_up(f"bench-{lab.slug}".replace("_", "-"), "correct horse 77 battery")
    student.post(f"{COURSE}join/", student.get(COURSE) if "join/" not in page.text else page)
    by_site, alone = [], []
    for turn in range(WARM_UPS + TURNS):
        # A comment makes each code another, as a person's next try is.
        by_site.append(_submit(student, lab, f"{code}\n# {turn}\n"))
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


def _submit(student: Visitor, lab: grader.Lab, code: str) -> float:
    """Seconds from sending the form to having the verdict."""
    address = f"{COURSE}labs/{lab.slug}/"
    form = student.get(address)
    key = dict(form.fields("key"))["key"]
    started = time.perf_counter()
    shown = student.post(f"{address}run/", form, {"code": code, "key": key, "purpose": "graded"})
    student.get(_attribute(shown, "data-live"))  # ends with the verdict
    result = student.get(_attribute(shown, "data-live-fragment"))
    seconds = time.perf_counter() - started
    assert "data-live-done" in result.text and "means-right" in result.text, result.text
    return seconds


def _attribute(page: Page, name: str) -> str:
    found = re.search(rf'{name}="([^"]+)"', page.text)
    assert found, f"{page.url} ({page.status}) shows nothing under way:\n{page.text}"
    return found.group(1)
