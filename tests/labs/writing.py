"""A small lab for tests, written as an author writes one: twice the entries of an array."""

from __future__ import annotations

from pathlib import Path

DOUBLE = "import numpy as np\n\n\ndef double(x):\n    return 2.0 * x\n"
WRONG = "def double(x):\n    return 3.0 * x\n"
HALF_WRONG = """import numpy as np


def double(x):
    return 2.0 * x if x.size != 3 else 3.0 * x
"""

FILES = {
    "lab.yaml": """number: L9.1
title: Twice
minutes: 5
functions:
  - signature: double(x)
    does: Twice every entry.
weights: {correctness: 80, performance: 20}
performance: {full_at: 2, zero_at: 20}
limits: {call_seconds: 4}
""",
    "statement.md": "Return $2x$ for every entry $x$.\n",
    "starter.py": "import numpy as np\n\n\ndef double(x):\n    raise NotImplementedError\n",
    "reference.py": DOUBLE,
    "cases.py": """import numpy as np
from grader.lab import Case, call


def visible():
    yield Case("one two three", call("double", np.array([1.0, 2.0, 3.0])), "Twice one is two.")
    yield Case("a matrix", call("double", np.eye(2)), "Every entry, whatever the shape.")


def hidden(rng):
    x = rng.standard_normal(5)
    yield Case("drawn numbers", call("double", x), "Is it twice, for negative numbers too?")
""",
    "workload.py": """from grader.lab import call

SIZES = (20_000,)


def make(rng, size):
    return [call("double", rng.random(size))]
""",
    "hints.md": "## Hint 1\n\nWhat is twice?\n\n## Hint 2\n\nMultiply.\n\n## Hint 3\n\nBy two.\n",
    "solutions/product.py": DOUBLE,
    "solutions/sum.py": "def double(x):\n    return x + x\n",
    "mistakes/thrice.py": f'"""That is three times."""\n\n\n{WRONG}',
    "mistakes/once.py": '"""That is the same array."""\n\n\ndef double(x):\n    return 1.0 * x\n',
    "mistakes/squared.py": '"""That is the square."""\n\n\ndef double(x):\n    return x * x\n',
}


def write_lab(home: Path, slug: str = "twice", **changed: str) -> Path:
    """The lab's folder below ``home``; ``cases_py="..."`` replaces ``cases.py``."""
    for name, text in FILES.items():
        key = name.replace("/", "_").replace(".", "_")
        path = home / slug / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(key, text), encoding="utf-8")
    return home / slug
