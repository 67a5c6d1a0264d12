"""Every public function on every form of its arguments, and at the ends of what their dtypes hold.

dtypes (float16 to float64, integers of every width, bool), lists, layouts in memory, no axes, no
entries, one entry; huge, tiny, subnormal numbers, zeros, infinities and NaN. Each call must give
what plain float64 gives, as closely as the dtype can hold it, or refuse with a sentence; must leave
its arguments alone and hand none of them back; and must not let a row change another.
"""

from __future__ import annotations

import pytest

from tests.grader.reference.sweep import known
from tests.grader.reference.sweep.declarations import BY_FUNCTION, BY_MODULE
from tests.grader.reference.sweep.reporting import summary
from tests.grader.reference.sweep.subjects import (
    Subject,
    public_functions,
    subjects,
    undeclared,
)
from tests.grader.reference.sweep.trials import Trials

MODULES = sorted({code.__module__ for code in public_functions().values()})


def swept(module: str, *, full: bool = False) -> str:
    """Words on what failed in a module, and if `full` on what is known to fail and did not."""
    texts = []
    for subject in subjects():
        if f"grader.reference.{subject.module}" != module:
            continue
        trials = Trials(subject)
        trials.everything(full=full)
        unknown, stale = known.sorted_out(str(subject), trials.failures, every_trial=full)
        if unknown:
            texts.append(summary(str(subject), unknown))
        texts += [f"{subject}: {pattern!r} passes; remove it from known.py." for pattern in stale]
    return "\n".join(texts)


@pytest.mark.parametrize("module", MODULES)
def test_every_form_of_the_arguments_is_taken(module: str):
    failures = swept(module)
    assert not failures, f"\n{failures}"


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_every_form_with_every_extreme_is_taken_and_nothing_known_passes(module: str):
    failures = swept(module, full=True)
    assert not failures, f"\n{failures}"


def test_every_public_function_is_swept_and_every_declaration_is_used():
    found = subjects()
    public = public_functions()
    assert not undeclared(), "\n" + "\n".join(undeclared())
    assert {subject.name for subject in found} == set(public)
    assert set(BY_FUNCTION) - set(public) == set()
    assert set(BY_MODULE) - {subject.module for subject in found} == set()
    assert set(known.KNOWN) - set(map(str, found)) == set()


def broken(x):
    """A function with every fault that the sweep looks for."""
    if x.dtype == "f4":
        raise ValueError("operands could not be broadcast together")
    x += x.sum()
    return x


def test_the_sweep_notices_faults():
    trials = Trials(Subject("broken", "losses.regression", broken, {"x": "real N D"}))
    trials.everything(full=False)
    words = " ".join(" ".join(noted) for noted in trials.failures.values())
    for fault in (
        "changes an argument",
        "hands back an argument",
        "raises ValueError: operands",
        "AttributeError: 'list' object",
        "rows depend on the first one",
        "it is int64, but from float64 float64",
        "raises FloatingPointError: overflow",
    ):
        assert fault in words
