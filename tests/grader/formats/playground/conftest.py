from pathlib import Path

import pytest

from grader.lab import Lab, load_lab
from tests.grader.playground_lab import write_playground_lab


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    home: Path = tmp_path_factory.mktemp("labs")
    return load_lab(write_playground_lab(home))
