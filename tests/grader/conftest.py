"""The small lab, read once."""

from __future__ import annotations

import pytest

from grader.lab import Lab, load_lab
from tests.grader.small_lab import write_lab


@pytest.fixture(scope="session")
def doubling(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return load_lab(write_lab(tmp_path_factory.mktemp("labs")))
