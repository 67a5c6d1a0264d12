"""Labs of code: functions that are judged case by case, and timed when they are right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.files.faults import Faults
from grader.grading.grade import grade_code
from grader.judging.budget import grading_seconds
from grader.lab.files import CODE_LAYOUT
from grader.lab.formats import Format
from grader.lab.metadata import CODE_LIMITS, CODE_WEIGHTS
from grader.lab.model import Metadata


def read(folder: Path, sources: Mapping[str, str], metadata: Metadata, faults: Faults) -> Any:
    """Nothing: cases, reference and workload are read for labs of every format."""


FORMAT = Format(
    layout=CODE_LAYOUT,
    weights=CODE_WEIGHTS,
    limits=CODE_LIMITS,
    read=read,
    grade=grade_code,
    grading_seconds=grading_seconds,
)
