from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.judging.drawn_cases import TIMED_SIZE, draw_cases
from grader.lab import Case, Lab, call, floats, rate, takes
from grader.lab.model import Workload
from grader.messages import Message


def draw(lab: Lab, seed: int = 1) -> list[Case]:
    return draw_cases(lab, np.random.default_rng(seed), np.random.default_rng(seed + 1))


def test_hidden_cases_come_before_those_of_the_timed_size(doubling: Lab) -> None:
    names = [case.name for case in draw(doubling)]
    assert names == ["drawn", "negative", TIMED_SIZE]


def test_timed_size_is_the_workloads_smallest(doubling: Lab) -> None:
    (array,) = draw(doubling)[-1].inputs.args
    assert array.shape == (doubling.workload.sizes[0],)


def test_several_timed_calls_are_numbered(doubling: Lab) -> None:
    workload = Workload((3,), lambda rng, size: [call("double", rng.random(size))] * 2)
    names = [case.name for case in draw(replace(doubling, workload=workload))]
    assert names[-2:] == [f"{TIMED_SIZE}, 1 of 2", f"{TIMED_SIZE}, 2 of 2"]


def test_same_seeds_draw_the_same(doubling: Lab) -> None:
    first, again, other = draw(doubling), draw(doubling), draw(doubling, 5)
    assert np.array_equal(first[0].inputs.args[0], again[0].inputs.args[0])
    assert np.array_equal(first[-1].inputs.args[0], again[-1].inputs.args[0])
    assert not np.array_equal(first[0].inputs.args[0], other[0].inputs.args[0])


def test_hint_of_the_timed_size_can_be_translated(doubling: Lab) -> None:
    assert isinstance(draw(doubling)[-1].hint, Message)


def with_rules(doubling: Lab) -> Lab:
    return replace(doubling, declarations=(takes("double", x=floats()).gives_like("x"),))


def test_rules_come_last_and_weigh_a_quarter_at_most(doubling: Lab) -> None:
    cases = draw(with_rules(doubling))
    made = [case for case in cases if case.rule]
    written = [case for case in (*doubling.visible, *cases) if not case.rule]
    assert cases[-len(made) :] == made
    rows = {case.rule: case.weight for case in made}
    total = sum(case.weight for case in written)
    assert sum(rows.values()) / (sum(rows.values()) + total) == pytest.approx(0.25)


def test_no_rule_weighs_more_than_an_ordinary_case(doubling: Lab) -> None:
    few = replace(with_rules(doubling), declarations=(takes("root", x=rate()),))
    assert [case.weight for case in draw(few) if case.rule] == [1.0] * 2


def test_declarations_leave_the_hidden_cases_as_they_are(doubling: Lab) -> None:
    plain, declared = draw(doubling), draw(with_rules(doubling))
    assert len(declared) > len(plain)
    for one, other in zip(plain, declared, strict=False):
        assert repr(one) == repr(other)


def test_rules_are_drawn_by_the_seed_of_hidden_cases(doubling: Lab) -> None:
    first, again, other = (repr(draw(with_rules(doubling), seed)[3:]) for seed in (1, 1, 5))
    assert first == again != other
