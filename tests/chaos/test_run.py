"""The short form of `make chaos`, on both databases, and the plan that a seed draws."""

from __future__ import annotations

import pytest

from tests.chaos.faults import KINDS, Fault, plan
from tests.chaos.run import SHORT, Outcome, run

SEED = 22


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize(
    "postgres", [False, pytest.param(True, marks=pytest.mark.postgres)], ids=["sqlite", "postgres"]
)
def test_nothing_confirmed_is_lost_or_doubled_whatever_is_killed(postgres):
    outcome = run(SEED, SHORT, postgres=postgres)

    print(outcome.table())
    assert outcome.passed, outcome.table()
    assert outcome.facts["submissions confirmed"] == SHORT.students * SHORT.each
    assert outcome.facts["attempts handed in"] == SHORT.attempts
    assert outcome.facts["faults"] >= SHORT.faults // 2


def test_a_seed_draws_the_same_plan_again_and_another_seed_another():
    everything = {"postgres": True, "disk": True, "clocks": True}

    def drawn(seed: int, **changed: bool) -> list[Fault]:
        return list(plan(seed, 40, every=1.0, **everything | changed))

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert {fault.kind for fault in drawn(1)} == set(KINDS)
    assert "disk full" not in {fault.kind for fault in drawn(1, disk=False)}
    assert "clock jumped" not in {fault.kind for fault in drawn(1, clocks=False)}
    assert not any("PostgreSQL" in fault.kind for fault in drawn(1, postgres=False))


def test_a_table_names_its_seed_and_fails_for_a_single_loss():
    well = Outcome(7, "SQLite", {"false verdicts": 0}, {"faults": 3})
    assert "SEED=7" in well.table()
    assert well.table().endswith("passed")
    assert not Outcome(7, "SQLite", {"false verdicts": 1}, {}).passed
    assert not Outcome(7, "SQLite", {"false verdicts": 0}, {}, ["never confirmed"]).passed
