from __future__ import annotations

from pathlib import Path

import pytest

from grader.lab import Lab, load_lab
from tests.grader.result_lab import write_result_lab


@pytest.fixture(scope="session")
def clouds(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """The lab of `tests.grader.result_lab`."""
    folder: Path = tmp_path_factory.mktemp("labs")
    return load_lab(write_result_lab(folder))
