"""Similarity of 2,000 made-up submissions of a lab: time and memory.

They are the lab's own programs, right and wrong, with a single change each, and half of them are
rewritten in another style. So whole families think alike, which is the hard case for the index.
"""

from __future__ import annotations

import ast
import random
import resource
import time
from itertools import islice
from pathlib import Path
from typing import Any

from grader.mutations import Audience, changes
from grader.similarity import Settings, Submission, compare
from tests.grader.similarity.disguising import disguised

CATALOGUE = Path(__file__).resolve().parents[2] / "labs" / "catalogue"
LABS = ("softmax", "roc_curve", "penalties")
CLASS = 2000
CHANGES = 60  # of each program, the first ones
MOST_SECONDS = 60


def run() -> list[dict[str, Any]]:
    figures = []
    for lab in LABS:
        submissions, starter = made_class(lab)
        before = _megabytes()
        began = time.process_time()
        result = compare(submissions, Settings(known=(starter,)))
        seconds = time.process_time() - began
        note = (
            f"processor time, and the most allowed; {result.all_pairs:,} pairs, "
            f"{_megabytes() - before:.0f} MB above the start"
        )
        ratio = seconds / MOST_SECONDS
        name = f"similarity: {len(submissions):,} submissions of {lab}"
        figures.append(
            {"name": name, "ours": seconds, "rival": MOST_SECONDS, "ratio": ratio}
            | {"unit": "s", "note": note}
        )
    return figures


def made_class(lab: str) -> tuple[list[Submission], str]:
    """Submissions of so many people, and the starter code."""
    folder, rng = CATALOGUE / lab, random.Random(lab)
    paths = [*sorted(folder.glob("solutions/*.py")), *sorted(folder.glob("mistakes/*.py"))]
    bases = [_changed(path.read_text("utf-8")) for path in paths]
    made = []
    for number in range(CLASS):
        code = rng.choice(rng.choice(bases))
        if number % 2:
            code = disguised(code, f"{lab} {number}", frozenset())
        made.append(Submission(str(number), code))
    return made, (folder / "starter.py").read_text("utf-8")


def _changed(code: str) -> list[str]:
    """The program, and others with a single change each."""
    found = islice(changes(ast.parse(code), Audience.AUTHOR), CHANGES)
    return [code, *(ast.unparse(change.tree) for change in found)]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
