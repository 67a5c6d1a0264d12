"""By what, from which seed and where a submission was graded: what a replay needs."""

from __future__ import annotations

import hashlib
import platform

import numpy as np

from grader.calibration.host_class import this_host
from grader.lab import Lab
from grader.results.report import VERSION


def receipt_of(lab: Lab, source: str | bytes, seed: int) -> dict[str, str]:
    """The receipt of a grading.

    Args:
        lab: which was graded.
        source: what was handed in, as it was graded.
        seed: by which inputs were drawn.
    """
    given = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    return {
        "code": hashlib.sha256(given).hexdigest(),
        "revision": lab.revision,
        "seed": f"{seed:#x}",
        "grader": VERSION,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "host": this_host().machine,
    }
