"""The figures: what it costs to compute and draw them all, against a build where nothing changed.

The rival of the computing is the same program when every result is there already; that of the
drawing is the start of the program that draws, without a figure to draw.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from courseware.figures import computing, drawings, lookup
from tests.site import ROOT

ROUNDS = 5


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="courseware-bench-") as folder:
        first, again = [], []
        for number in range(ROUNDS):
            build = Path(folder, str(number))
            first.append(_compute(build))
            again.append(_compute(build))
    names = lookup.names()
    slowest = max(names, key=_seconds)
    note = f"{len(names)} figures; the slowest is {slowest}, {_seconds(slowest):.2f} s"
    one = [{"stem": lookup.stem(name), "state": {}} for name in names]
    drawn = [_drawing(one) for _ in range(ROUNDS)]
    bare = [_drawing([]) for _ in range(ROUNDS)]
    scripts = sum(file.stat().st_size for file in (ROOT / "frontend/dist/figures").glob("*.js"))
    return [
        _figure("figures: compute all, to nothing changed", first, again, note),
        _figure(
            "figures: draw all twice, to starting Node.js",
            drawn,
            bare,
            f"scripts of {scripts / 1000:.0f} kB before compression",
        ),
    ]


def _figure(name: str, ours: list[float], rival: list[float], note: str) -> dict[str, Any]:
    mine, theirs = statistics.median(ours), statistics.median(rival)
    return {
        "name": name,
        "ours": round(mine, 3),
        "rival": round(theirs, 3),
        "ratio": round(mine / theirs, 3),
        "unit": "s",
        "note": note,
    }


def _compute(build: Path) -> float:
    """In one process, with an empty or a full folder of results; the build takes all cores."""
    program = (
        "from pathlib import Path; import courseware.figures.computing as c; "
        f"c.BUILD = Path({str(build)!r}); "
        "import courseware.figures.__main__ as m; m.main(m.lookup.names())"
    )
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True)
    return time.monotonic() - began


def _seconds(name: str) -> float:
    began = time.monotonic()
    computing.compute(name)
    return time.monotonic() - began


def _drawing(requests: list[dict[str, Any]]) -> float:
    began = time.monotonic()
    drawings.run_drawings(requests)
    return time.monotonic() - began
