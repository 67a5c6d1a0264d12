"""Digits that are lost: whole numbers, float32, tiny terms, clipping."""

import numpy as np

from grader.feedback.hypotheses.base import RELATION, predicting, relating
from grader.feedback.observations.equal_values import flatten, map_numbers
from grader.feedback.observations.observation import NotApplicable


def _pair(seen):
    """Both answers as flat arrays, where shapes agree."""
    got, want = flatten(seen.got), flatten(seen.expected)
    if got is None or want is None or got[0] != want[0]:
        raise NotApplicable
    return got[1], want[1]


def _wrong(seen, got, want):
    near = np.abs(got - want) <= seen.tolerance.atol + seen.tolerance.rtol * np.abs(want)
    return ~(near | (got == want))


def _off(seen):
    """How far the wrong answers are off, signed, and the size of the right ones.

    Where all right answers are 0 the inputs give the size.

    Raises: NotApplicable.
    """
    got, want = _pair(seen)
    if not np.isfinite(got).all() or not np.isfinite(want).all() or seen.tolerance.rtol > 1e-7:
        raise NotApplicable
    size = float(np.abs(want).max(initial=0)) or _size_of_inputs(seen)
    return (got - want)[_wrong(seen, got, want)], size


def _size_of_inputs(seen):
    return max((float(np.abs(value).max(initial=0)) for _, value in seen.arrays()), default=0.0)


def _single(seen):
    """As near as float32 comes: held by float32, or off on both sides."""
    off, size = _off(seen)
    got, want = _pair(seen)
    if (got == got.astype(np.float32)).all():
        return bool(np.abs(off).max() <= 1e-6 * max(size, _size_of_inputs(seen)))
    outwards = off * np.sign(want[_wrong(seen, got, want)])  # rounding goes both ways, a slip one
    both = bool((outwards > 0).any() and (outwards < 0).any())
    return both and bool(np.abs(off).max() <= 1e-6 * size)


def _nearly(seen):
    """Off by less than one in a thousand, or by next to nothing."""
    off, size = _off(seen)
    return bool(np.abs(off).max() < max(1e-3 * size, 1e-6))


def _tiny_lost(seen):
    got, want = _pair(seen)
    wrong = _wrong(seen, got, want)
    return (
        bool(wrong.any())
        and bool(np.all(np.abs(got - want)[wrong] < 1e-15))
        and bool(np.all(np.abs(want[wrong]) < 1e-6))
    )


def _clipped(seen):
    """Wrong entries all stand at one or two values, nearer to 0 than the right ones."""
    got, want = _pair(seen)
    wrong = _wrong(seen, got, want) & np.isfinite(want)
    if not wrong.any() or not np.isfinite(got[wrong]).all() or np.abs(want[wrong]).max() < 10:
        return False
    levels = np.unique(np.round(got[wrong], 6))
    nearer = np.all(np.abs(got[wrong]) < np.abs(want[wrong]))
    return bool(nearer) and len(levels) <= 2 and int(wrong.sum()) >= 2


HYPOTHESES = (
    predicting(
        "cut_to_whole_numbers",
        "Every value is ours with its fraction cut off: an integer array, or int(), on the way.",
        lambda seen: map_numbers(seen.expected, np.trunc),
    ),
    predicting(
        "rounded_to_whole_numbers",
        "Every value is ours rounded to a whole number.",
        lambda seen: map_numbers(seen.expected, np.round),
    ),
    predicting(
        "floor_division",
        "Every value is ours rounded down: // in place of /.",
        lambda seen: map_numbers(seen.expected, np.floor),
    ),
    relating(
        "single_precision",
        "The values are right to seven digits and hold no more: something on the way is float32.",
        _single,
    ),
    relating(
        "nearly_right",
        "The values are right to some digits and then differ: a small number is added somewhere "
        "(an epsilon), a constant is rounded, or float32 is on the way.",
        _nearly,
        RELATION + 1,
    ),
    relating(
        "tiny_terms_lost",
        "Only the tiniest values are lost: 1 + x is 1 for a tiny x. log1p(x) and expm1(x) keep it.",
        _tiny_lost,
    ),
    relating(
        "clipped",
        "Large answers all end at the same value: something is clipped on the way, which hides "
        "how wrong a prediction is.",
        _clipped,
    ),
)
