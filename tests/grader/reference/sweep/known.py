"""Failures that are known, and why they stay. The table must shrink: what no longer fails, leaves.

KNOWN = {"function(option=value)": {"trial, trial": "reason"}}

A trial may be a pattern, all of whose trials must fail.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

KNOWN: dict[str, dict[str, str]] = {
    "l0_grad": {"f? **": "It raises whatever comes in; its own test says how."},
    "batchnorm_backward": {
        "f[24] huge all, f[24] large all, f4 huge first, f4 large first": (
            "dy is nearly a multiple of xhat, so that dx is less than 1e-10 of the terms that it "
            "is the difference of: less than what xhat, kept in float32, is rounded by."
        ),
    },
    **{
        name: {"[iu][124] ordinary, u8 ordinary": "The keys keep the dtype of slice_ids."}
        for name in ("slice_bias", "slice_bias(sample_weight=array)")
    },
    "inverse_transform(kind=log, X=count N D)": {
        "f4 huge first, f4 large first": (
            "Mean and deviation of the logarithms are kept in float32: of 80 that is 4e-6, and as "
            "much of the exponential."
        ),
    },
    "transform": {"f4 subnormal all": "The scale is as coarse as subnormal numbers are."},
    "transform(kind=log, X=count N D)": {
        "f4 subnormal all": "The scale is as coarse as subnormal numbers are.",
        "f4 [hl]* all": "The mean of logarithms far from 0 is kept in float32.",
    },
}


def sorted_out(
    name: str, failures: Mapping[str, list[str]], *, every_trial: bool
) -> tuple[dict[str, list[str]], list[str]]:
    """The failures that are not known; and of a run of every trial, patterns that are out of date.

    `failures` has every trial that was run, with nothing where all is well.
    """
    patterns = [pattern for trials in KNOWN.get(name, {}) for pattern in trials.split(", ")]
    unknown = {
        trial: words
        for trial, words in failures.items()
        if words and not any(fnmatchcase(trial, pattern) for pattern in patterns)
    }
    stale = []
    for pattern in patterns if every_trial else ():
        covered = [words for trial, words in failures.items() if fnmatchcase(trial, pattern)]
        if not covered or not all(covered):
            stale.append(pattern)
    return unknown, stale
