"""The pairs of programs of the calibration set, one module of `grader.calibration.pairs` each."""

from __future__ import annotations

import hashlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np

from grader.lab import Call, Lab, Thresholds
from grader.lab.model import Traffic, Workload
from grader.sandbox.limits import Limits
from grader.values.comparison import Tolerances

_FOLDER = Path(__file__).parent / "pairs"
_PACKAGE = "grader.calibration.pairs"

FUNCTION = "run"
"""What both programs of a pair define."""

FAR = Thresholds(full_at=1e6, zero_at=1e7)
"""No ratio comes near an edge of a band, so that the interval alone says when it is measured."""


@dataclass(frozen=True)
class Pair:
    """Two programs with one result.

    Attributes:
        does: the kind of work that it stands for.
        data: Python source before both programs, which makes what they work on. So nothing large
            has to be sent to them, and there are many calls in the time of a measurement.
        reference, submission: Python sources that define ``run(scale)``.
        calls: how many of them make a block of one to three milliseconds.
    """

    does: str
    data: str
    reference: str
    submission: str
    calls: int

    @property
    def programs(self) -> tuple[str, str]:
        """Both programs as they are run: the reference and the submission."""
        start = f"import numpy as np\n\n{self.data}\n\n"
        return start + self.reference, start + self.submission

    def as_lab(self, name: str) -> Lab:
        """The pair in the form that `grader.measuring` times: a lab without cases."""

        def make(rng: np.random.Generator, size: int) -> list[Call]:
            return [Call(FUNCTION, (float(rng.uniform(0.9, 1.1)),)) for _ in range(self.calls)]

        return Lab(
            number="",
            title=self.does,
            minutes=0,
            anchors=(),
            needs=(),
            functions=(),
            weights={"correctness": 0.0, "performance": 100.0},
            tolerances=Tolerances(),
            thresholds=FAR,
            limits=Limits(),
            traffic=Traffic(),
            slug=name,
            statement="",
            starter="",
            hints=(),
            solutions={},
            mistakes=(),
            revision="",
            folder=Path(),
            files={},
            reference_source=self.programs[0],
            reference={},
            make_visible=lambda: [],
            make_hidden=lambda rng: [],
            workload=Workload(sizes=(1,), make=make),
        )


@cache
def all_pairs() -> dict[str, Pair]:
    """By the name of the module, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(_FOLDER)]))
    return {name: import_module(f"{_PACKAGE}.{name}").PAIR for name in names}


@cache
def set_digest() -> str:
    """Of the sources of all pairs, 12 hexadecimal digits: calibrations by other sets cannot be
    compared."""
    sources = sorted(_FOLDER.glob("*.py"))
    content = b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in sources)
    return hashlib.sha256(content).hexdigest()[:12]
