"""By which Python, NumPy and grader a submission was graded, as one short text."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

import grader


@cache
def running() -> str:
    """Those of this process: all of a site run one installation."""
    return _text(platform.python_version(), np.__version__, grader.VERSION)


def versions_of(report: Mapping[str, Any]) -> str:
    """Those that a report states; empty where it states none."""
    receipt = report.get("receipt") or {}
    found = [receipt.get(key) for key in ("python", "numpy", "grader")]
    return _text(*map(str, found)) if all(found) else ""


def _text(python: str, numpy: str, rules: str) -> str:
    return f"Python {python}, NumPy {numpy}, grader {rules}"[:100]
