from __future__ import annotations

import pytest

from grader.judging.runner import Runner
from grader.lab import Lab
from tests.grader.feedback.hints.exceptions.raising import Row, check, named, rows


@pytest.mark.parametrize("row", rows("shapes"), ids=named)
def test_remedy(row: Row, runner: Runner, doubling: Lab) -> None:
    check(row, runner, doubling)
