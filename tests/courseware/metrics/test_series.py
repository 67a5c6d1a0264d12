"""What is counted as it happens."""

from __future__ import annotations

import pytest
from prometheus_client import REGISTRY

from courseware.metrics.series import Phases, phase
from courseware.tracing import spans


def count(name: str) -> float:
    labels = {"phase": name}
    return REGISTRY.get_sample_value("courseware_grading_seconds_count", labels) or 0


def test_phases_follow_one_another_and_each_is_measured_once():
    before = [count(name) for name in ("t-one", "t-two")]
    phases = Phases("t-one")
    phases.next("t-two")
    phases.end()
    assert [count(name) for name in ("t-one", "t-two")] == [each + 1 for each in before]


def test_a_phase_that_fails_is_measured_too():
    before = count("t-broken")
    with pytest.raises(ValueError), phase("t-broken"):
        raise ValueError
    assert count("t-broken") == before + 1


def test_phases_are_spans_too(exported_spans):
    with spans.span("run"):
        phases = Phases("t-one")
        phases.next("t-two")
        phases.end()
        with phase("t-three"):
            pass
    *inside, run = exported_spans.get_finished_spans()
    assert [span.name for span in inside] == ["t-one", "t-two", "t-three"]
    assert {span.parent.span_id for span in inside} == {run.context.span_id}
