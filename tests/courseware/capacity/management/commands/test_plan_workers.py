"""manage.py plan_workers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def plan(*arguments: str) -> str:
    out = io.StringIO()
    call_command("plan_workers", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_how_many_and_what_fewer_and_more_would_do(db: Any):
    said = plan("--students", "300", "--seconds", "10", "--wait", "20")
    assert "Runs take 10.0 s on average (as given). 510 of 1,800 come in the last hour." in said
    assert "grading processes: 95 % of the last hour's runs begin within 20 s." in said
    assert said.count(" processes: 95 % begin within") == 3


def test_without_figures_it_says_that_it_assumes(db: Any):
    assert "assumed; this site has fewer than 100 runs" in plan("--students", "10")


@pytest.mark.parametrize("wrong", ["--students=0", "--wait=no", "--seconds=-1", "--runs=inf"])
def test_a_wrong_number_is_refused_with_what_to_write(wrong: str):
    with pytest.raises(CommandError, match=r"no number"):
        plan(wrong)
