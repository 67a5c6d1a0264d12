"""The table in docs/operating.md is the one that the simulation gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.capacity.selectors import DEFAULT_SECONDS
from courseware.capacity.table import CLASSES, HEAD, rows

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "operating.md").read_text(encoding="utf-8")


def test_small_classes_are_as_documented():
    assert "\n".join([*HEAD, *rows(CLASSES[:5], DEFAULT_SECONDS)]) in DOCS


@pytest.mark.slow
def test_large_classes_are_as_documented():
    assert "\n".join(rows(CLASSES[5:], DEFAULT_SECONDS)) in DOCS
