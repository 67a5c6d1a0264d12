"""A lab small enough to read at a glance, written into a folder, with whatever is changed."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "lab.yaml": """\
number: L9.1
title: Doubling
minutes: 5
functions:
  - signature: double(x)
    does: Twice x.
  - signature: root(x)
    does: The root of a number that is not negative.
weights: {correctness: 80, performance: 20}
performance: {full_at: 2, zero_at: 20}
limits: {call_seconds: 1, memory_mib: 256}
""",
    "statement.md": "Double an array, and take a root.\n",
    "starter.py": """\
def double(x):
    raise NotImplementedError


def root(x):
    raise NotImplementedError
""",
    "reference.py": """\
import numpy as np


def double(x):
    return 2.0 * x


def root(x):
    if x < 0:
        raise ValueError("negative")
    return float(np.sqrt(x))
""",
    "cases.py": """\
import numpy as np

from grader.lab import Case, call, raises


def visible():
    yield Case("small", call("double", np.array([1.0, 2.0, 4.0])), "Twice every entry.")
    yield Case("root of four", call("root", 4.0), "The root of 4 is 2.", weight=2)


def hidden(rng):
    yield Case("drawn", call("double", rng.random(5) + 1), "Twice every entry of anything.")
    yield Case("negative", call("root", -1.0), "There is no root.", expects=raises(ValueError))
""",
    "workload.py": """\
from grader.lab import call

SIZES = (1000,)


def make(rng, size):
    return [call("double", rng.random(size))]
""",
    "hints.md": "## Hint 1\n\nOne.\n\n## Hint 2\n\nTwo.\n\n## Hint 3\n\nThree.\n",
    "solutions/adding.py": """\
import math


def double(x):
    return x + x


def root(x):
    if x < 0:
        raise ValueError
    return math.sqrt(x)
""",
    "solutions/multiplying.py": """\
def double(x):
    return 2.0 * x


def root(x):
    if x < 0:
        raise ValueError
    return x**0.5
""",
    "mistakes/squares.py": """\
\"\"\"This is the square, not the double.\"\"\"


def double(x):
    return x * x


def root(x):
    if x < 0:
        raise ValueError
    return x**0.5
""",
    "mistakes/root_of_anything.py": """\
\"\"\"A negative number has no root.\"\"\"


def double(x):
    return 2.0 * x


def root(x):
    return abs(x) ** 0.5
""",
    "mistakes/changes_its_input.py": """\
\"\"\"The array that was given is not yours to change.\"\"\"


def double(x):
    x *= 2.0
    return x


def root(x):
    if x < 0:
        raise ValueError
    return x**0.5
""",
}

GOOD = FILES["solutions/multiplying.py"]


def write_lab(folder: Path, slug: str = "doubling", **changes: str | None) -> Path:
    """Writes the lab to ``folder/slug``. A change names a file, with ``__`` for ``/`` and ``_`` for
    the dot before its ending (``lab_yaml``, ``mistakes__squares_py``); ``None`` leaves it out."""
    place = folder / slug
    texts: dict[str, str | None] = dict(FILES)
    for name, text in changes.items():
        path, _, ending = name.replace("__", "/").rpartition("_")
        texts[f"{path}.{ending}"] = text
    for name, content in texts.items():
        if content is not None:
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
    return place
