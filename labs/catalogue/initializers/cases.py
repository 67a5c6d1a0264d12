"""Weights are judged as draws: by bounds, mean, spread and the distance of distributions."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.lab import Case, Scenario, call, raises, result, steps

INIT, COUNT = "init_params", "count_params"
SPREADS = {
    "glorot_uniform": "Uniform within the root of 6 / (before + after).",
    "glorot_normal": "Cut normal with the standard deviation root of 2 / (before + after).",
    "he_uniform": "Uniform within the root of 6 / before.",
    "he_normal": "Cut normal with the standard deviation root of 2 / before.",
    "lecun_normal": "Cut normal with the standard deviation root of 1 / before.",
    "playground": "Uniform within one half, and biases of 0.1.",
}
SEEDS = "The same seed gives the same weights, and another seed gives others."
PARAMETERS = "Neighbors n and m have n m weights and m biases between them."
SIZES = "A size is at least 1: raise ValueError."
TWO = "A network has at least an input and an output: raise ValueError."
SCHEMES = "Only the six schemes of the table exist: raise ValueError for any other."

MOST_ERRORS, MOST_DISTANCE = 6.0, 3.0
ENOUGH = 1000
"""Weights of a layer from which on its distribution is judged."""
BOUNDED = 100
"""Weights from which on the bounds are judged: of fewer, chance decides whether one is outside."""
CUT_STD = 0.8796256610342398
BEYOND = 1 - math.erf(CUT_STD * math.sqrt(1.5)) / math.erf(math.sqrt(2))
"""The share of cut normal weights beyond root 3 standard deviations, where uniform ones end."""

Array = np.ndarray


def spread(scheme: str, before: int, after: int) -> float:
    """The standard deviation that the weights should have."""
    if scheme == "playground":
        return 0.5 / math.sqrt(3)
    if scheme.startswith("glorot"):
        return math.sqrt(2 / (before + after))
    return math.sqrt((2 if scheme.startswith("he") else 1) / before)


def distribution(scheme: str, z: Array) -> Array:
    """Of weights divided by their standard deviation, which is 1 then."""
    if not scheme.endswith("normal"):
        return np.clip((z / math.sqrt(3) + 1) / 2, 0, 1)
    erf = np.array([math.erf(v) for v in (z * CUT_STD / math.sqrt(2)).tolist()])
    return np.clip((erf / math.erf(math.sqrt(2)) + 1) / 2, 0, 1)


def layer_fault(name: str, scheme: str, W: Array, b: Array) -> str | None:
    """What is wrong with the first weights and biases of one layer."""
    bias = 0.1 if scheme == "playground" else 0.0
    if (b != bias).any():
        return f"The biases of {scheme} are {bias:g}; those of {name} are not."
    if W.size > 1 and np.ptp(W) == 0:
        return f"All weights of {name} are equal: units that begin alike stay alike forever."
    z = W.ravel() / spread(scheme, *W.shape)
    normal = scheme.endswith("normal")
    bound = 2 / CUT_STD if normal else math.sqrt(3)
    if z.size >= BOUNDED and np.abs(z).max() > bound * (1 + 1e-9):
        what = "two standard deviations before the scaling" if normal else "the limit"
        return f"A weight of {name} lies outside of {what}: {np.abs(W).max():.4g}."
    if len(np.unique(z)) < 0.99 * z.size:
        return f"Weights of {name} repeat: every one is a draw of its own."
    return _moments_fault(name, scheme, z) if z.size >= ENOUGH else None


def _moments_fault(name: str, scheme: str, z: Array) -> str | None:
    error = 1 / math.sqrt(z.size)
    if abs(z.mean()) > MOST_ERRORS * error:
        off = abs(z.mean()) / error
        return f"The mean of {name} is off by {off:.0f} standard errors; it should be 0."
    # A standard error of z.std() is sqrt((kurtosis - 1) / 4n): 2.366 of the cut normal, 1.8.
    of_spread = error * (0.585 if scheme.endswith("normal") else 0.448)
    if abs(z.std() - 1) > MOST_ERRORS * of_spread:
        off = f"The standard deviation of {name} is {z.std():.3f} times the one that {scheme} has."
        if scheme.endswith("normal") and abs(z.std() - CUT_STD) <= MOST_ERRORS * of_spread:
            return f"{off} That is c, the deviation of the cut draws: divide them by it."
        return off
    if scheme.endswith("normal") and (fault := _tail_fault(name, z)):
        return fault
    z = np.sort(z)
    below = distribution(scheme, z)
    steps_of = np.arange(z.size + 1) / z.size
    distance = max((steps_of[1:] - below).max(), (below - steps_of[:-1]).max())
    if distance > MOST_DISTANCE * error:
        shape = "cut normal" if scheme.endswith("normal") else "uniform"
        return (
            f"The weights of {name} are not {shape}: the distance of the distributions is "
            f"{distance:.3f}, and chance makes it {MOST_DISTANCE * error:.3f} at most."
        )
    return None


def _tail_fault(name: str, z: Array) -> str | None:
    beyond, expected = int((np.abs(z) > math.sqrt(3)).sum()), BEYOND * z.size
    if abs(beyond - expected) > MOST_ERRORS * math.sqrt(expected * (1 - BEYOND)):
        return (
            f"{beyond} of the {z.size} weights of {name} are larger than root 3 standard "
            f"deviations; of cut normal ones it would be about {expected:.0f}."
        )
    return None


def are_first_weights(
    answer: Sequence[tuple[Array, Array]], inputs: Mapping[str, Any]
) -> str | None:
    scheme = inputs["scheme"]
    for number, (W, b) in enumerate(answer, start=1):
        if fault := layer_fault(f"layer {number}", scheme, W, b):
            return fault
    for (i, (V, _)), (j, (W, _)) in itertools.combinations(enumerate(answer, start=1), 2):
        if V.size > 9 and V.size == W.size and _alike(V, W):
            return (
                f"Layers {i} and {j} hold the same draws: make the generator once, for all layers."
            )
    return None


def _alike(V: Array, W: Array) -> bool:
    return bool(np.allclose(V.ravel() / np.abs(V).max(), W.ravel() / np.abs(W).max()))


def follow_the_seed(answer: Any, inputs: Any) -> str | None:
    first, again, other = answer
    for k, pair in enumerate(zip(first, again, other, strict=True), start=1):
        V, same, W = (each[0] for each in pair)
        if not np.array_equal(V, same):
            return (
                f"With the same seed layer {k} came out differently: draw from default_rng(seed)."
            )
        if np.array_equal(V, W):
            return f"With another seed layer {k} came out the same: draw from default_rng(seed)."
    return None


def weights(name: str, scheme: str, sizes: list[int], seed: int) -> Case:
    work = call(INIT, sizes, seed, scheme)
    return Case(name, work, SPREADS[scheme], check=are_first_weights)


def seeds(sizes: list[int], seed: int, scheme: str) -> Scenario:
    return steps(
        call(INIT, sizes, seed, scheme),
        call(INIT, sizes, seed, scheme),
        call(INIT, sizes, seed + 1, scheme),
        judged=[result(0), result(1), result(2)],
    )


def visible() -> Iterator[Case]:
    for scheme in SPREADS:
        yield weights(f"From 80 to 50 to 3 units: {scheme}", scheme, [80, 50, 3], 7)
    follow = seeds([4, 5, 2], 11, "he_normal")
    yield Case("The same seed and another one", follow, SEEDS, check=follow_the_seed)
    yield Case("By hand: 7091 parameters", call(COUNT, [9, 100, 50, 20, 1]), PARAMETERS)
    yield Case("A linear model", call(COUNT, [3, 1]), PARAMETERS)
    yield Case("One size", call(INIT, [4], 1), TWO, expects=raises(ValueError))
    unknown = call(INIT, [4, 2], 1, "he")
    yield Case("An unknown scheme", unknown, SCHEMES, expects=raises(ValueError))


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    for k, scheme in enumerate(SPREADS):
        seed = 100 * int(rng.integers(10_000)) + k
        yield weights(f"Narrow to wide: {scheme}", scheme, [30, 150], seed)
        yield weights(f"Wide to narrow: {scheme}", scheme, [150, 40], seed + 10)
        yield weights(f"Equal layers: {scheme}", scheme, [40, 40, 40, 40], seed + 20)
        yield weights(f"Single units: {scheme}", scheme, [1, 1, 3, 2, 1], seed + 30)
        follow = seeds([3, 6, 4], seed + 40, scheme)
        yield Case(f"Seeds: {scheme}", follow, SEEDS, check=follow_the_seed)
    default = call(INIT, [70, 60], int(rng.integers(10_000)))
    yield Case(
        "No scheme given", default, "The default is glorot_uniform.", check=are_first_weights
    )
    yield from _counts(rng)
    for name, wrong, hint in (
        ("no sizes", call(INIT, [], 1), TWO),
        ("a size of 0", call(INIT, [4, 0, 2], 1), SIZES),
        ("a negative size", call(INIT, [4, -3, 2], 1, "playground"), SIZES),
        ("an input of 0", call(INIT, [0, 3], 1, "he_normal"), SIZES),
        ("an output of 0", call(INIT, [3, 0], 1, "he_uniform"), SIZES),
        ("an unknown scheme", call(INIT, [4, 2], 1, "zeros"), SCHEMES),
        ("a size of 0 to count", call(COUNT, [4, 0, 2]), SIZES),
        ("a negative size to count", call(COUNT, [4, 3, -2]), SIZES),
        ("a single size of 0 to count", call(COUNT, [0]), SIZES),
    ):
        yield Case(f"Refused: {name}", wrong, hint, expects=raises(ValueError))


def _counts(rng: np.random.Generator) -> Iterator[Case]:
    for length in (2, 3, 5, 8):
        sizes = (rng.permutation(length) * 7 + rng.integers(2, 6)).tolist()
        yield Case(f"Parameters of {length} layers of units", call(COUNT, sizes), PARAMETERS)
    yield Case("No layer", call(COUNT, [5]), "With one size there is no layer: 0 parameters.")
    large = [200_000, 300_000, 150_000]
    yield Case("Many parameters", call(COUNT, large), "Python's ints have no largest number.")
