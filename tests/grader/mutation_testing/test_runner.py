from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader import reference
from grader.lab import Case, Lab, call, lab_folders, load_lab
from grader.lab.lookup import SHIPPED
from grader.mutation_testing import mutate

LABS = [folder.name for folder in lab_folders([SHIPPED])]


@pytest.mark.slow
@pytest.mark.parametrize("slug", LABS)
def test_cases_of_every_lab_catch_95_of_100_mutants(slug: str) -> None:
    found = mutate(load_lab(SHIPPED / slug))
    assert found.killed >= 40
    assert found.share >= 0.95, found.survivors


def test_mutants_leave_the_reference_as_it_was() -> None:
    before = dict(vars(reference))
    mutate(load_lab(SHIPPED / "penalties"))
    assert vars(reference) == before
    assert reference.l1(np.array([1.0, -2.0])) == 3.0


def test_cases_that_see_little_let_mutants_through(tmp_path: Path) -> None:
    lab: Lab = load_lab(SHIPPED / "proximal_operators")

    def one(*_: object) -> list[Case]:
        return [Case("only", call("prox", np.array([3.0, 0.0]), 1.0, "l1"), "Soft.")]

    blind = replace(lab, make_visible=one, make_hidden=lambda rng: [])
    found = mutate(replace(blind, make_hidden=lab.make_hidden, make_visible=one))
    assert found.share > 0.9
    little = mutate(replace(lab, make_visible=one, make_hidden=one))
    assert little.killed < found.killed
