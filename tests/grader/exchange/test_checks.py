"""Cases as lines that check."""

from __future__ import annotations

import numpy as np
import pytest

from grader.exchange.checks import checked_cases, helper_source
from grader.exchange.errors import CannotExchange
from grader.lab import Case, call, load_lab
from tests.grader.small_lab import write_lab


@pytest.fixture
def lab(tmp_path):
    return load_lab(write_lab(tmp_path))


def run(line: str, **functions) -> None:
    names = {"np": np, **functions}
    exec(helper_source(), names)
    exec(line, names)


def test_every_line_passes_the_reference_and_fails_what_is_wrong(lab):
    cases = checked_cases(lab, [*lab.visible, *lab.hidden(np.random.default_rng(0))])
    assert [case.name for case in cases] == ["small", "root of four", "drawn", "negative"]
    for case in cases:
        line = case.line(case.function)
        run(line, **lab.reference)
        with pytest.raises(AssertionError):
            run(line, double=lambda x: 3 * x, root=lambda x: 0.0)


def test_long_and_rare_values_are_written_as_json(lab):
    inputs = [np.arange(2000.0), np.arange(3.0).astype(">f8")]
    for each in inputs:
        (case,) = checked_cases(lab, [Case("long", call("double", each), "Twice.")])
        assert "value(" in case.line("double")
    run(case.line("double"), double=lambda x: 2.0 * x)


def test_labs_that_are_not_judged_by_calls_are_refused(lab):
    from dataclasses import replace

    with pytest.raises(CannotExchange, match="format result"):
        checked_cases(replace(lab, format="result"), [])
