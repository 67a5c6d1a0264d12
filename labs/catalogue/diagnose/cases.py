"""Reports by hand and at the limits of floats, diagnoses on both sides of each bound, networks."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    call,
    floats,
    list_of,
    raises,
    result,
    steps,
    stratified,
    takes,
)

REPORT, DIAGNOSE = "grad_report", "diagnose"
RMS = "Square the entries of a gradient, take their mean, then the root."
RATIO = "The ratio is the rms of the first layer divided by that of the last."
ZERO = "Count the activations that are exactly 0, and divide by how many there are."
DEAD = "A dead unit is a column of activations that is 0 for every example."
LARGE = "The square of 1e200 is infinite: divide by the largest size before squaring."
SMALL = "The square of 1e-200 is 0: divide by the largest size before squaring."
NO_GRADIENT = "Where only the last rms is 0 the ratio is infinite; where both are, it is NaN."
BOUND = "A value that equals its bound is not beyond it."
GIVEN = "vanishing, exploding and dead hold the bounds; 1e-4, 1e4 and 0.5 are only their defaults."
ORDER = "The first line of the table that applies decides."
NETWORK = "Compute the report, and look the diagnosis up in the table."

EXACT = {"float32": False, "integers": False, "ties": False, "zeros": False}
ARGUMENTS = [
    takes(
        REPORT,
        grads=list_of(floats("N D", **EXACT), floats("K", **EXACT)),
        activations=list_of(floats("N H", **EXACT), floats("N M", **EXACT)),
    )
    .refuses_empty(ValueError, "N", "K")
    .at_least(N=4)
    .in_order("N", "K", "D", "H", "M"),
]


def _report(
    ratio: float, dead: tuple[float, ...] = (), last: float = 1.0
) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    """A report with this ratio."""
    rms = np.array([ratio * last, np.sqrt(abs(ratio)) * last, last])
    return rms, ratio, np.array([0.9 if share else 0.4 for share in dead]), np.array(dead)


def visible() -> Iterator[Case]:
    by_hand = [np.array([3.0, 4.0]), np.ones((2, 2))]
    layer = np.array([[0.0, 0.0, 1.0], [0.0, 2.0, 0.0]])
    yield Case("By hand: the report", call(REPORT, by_hand, [layer]), RMS)
    yield Case("By hand: no activations", call(REPORT, by_hand), RATIO)
    first = call(REPORT, by_hand, [layer])
    both = steps(first, call(DIAGNOSE, result(0)))
    yield Case("By hand: report and diagnosis", both, NETWORK)
    yield Case("A ratio of 1e-5", call(DIAGNOSE, _report(1e-5, (0.1,))), ORDER)
    yield Case("A ratio of 1e5", call(DIAGNOSE, _report(1e5, (0.9,))), ORDER)
    yield Case("Two units in three are dead", call(DIAGNOSE, _report(0.5, (0.1, 2 / 3))), ORDER)
    yield Case("Half of the units are dead", call(DIAGNOSE, _report(0.5, (0.5,))), BOUND)
    yield Case(
        "No gradients",
        call(REPORT, []),
        "Without a layer there is nothing to report: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    grads = [stratified(rng, -2, 2, shape) * size for shape, size in
             (((3, 4), 0.03), ((4,), 0.2), ((4, 2, 3), 1.0), ((6,), 4.0))]  # fmt: skip
    layers = [np.maximum(stratified(rng, -2, 2, (5, 6)), 0) for _ in range(2)]
    layers[0][:, rng.permutation(6)[:2]] = 0
    layers[1][0] = 0  # an example, not a unit
    yield Case("Four layers", call(REPORT, grads, layers), RMS)
    yield Case("One layer alone", call(REPORT, grads[:1], layers[:1]), RATIO)
    yield Case("A row of zeros", call(REPORT, grads, layers[1:]), DEAD)
    tiny = [np.where(layers[0] > 0, 1e-300, 0.0), -layers[0]]
    yield Case("Activations of 1e-300 and below 0", call(REPORT, grads, tiny), ZERO)
    yield Case("All dead", call(REPORT, grads, [np.zeros((4, 3))]), DEAD)
    yield Case("One example", call(REPORT, grads, [layers[0][1:2], layers[1][1:2]]), DEAD)
    yield Case("Gradients of 1e200", call(REPORT, [1e200 * g for g in grads]), LARGE)
    yield Case("Gradients of 1e-200", call(REPORT, [1e-200 * g for g in grads]), SMALL)
    mixed = [1e-200 * grads[0], grads[1], 1e-190 * grads[3]]
    yield Case("Only the ends are tiny", call(REPORT, mixed), SMALL)
    nothing = np.zeros((2, 3))
    yield Case("No gradient at the end", call(REPORT, [grads[1], nothing]), NO_GRADIENT)
    yield Case("No gradient at the start", call(REPORT, [nothing, grads[1]]), NO_GRADIENT)
    yield Case("No gradient anywhere", call(REPORT, [nothing, nothing]), NO_GRADIENT)
    odd = [np.append(grads[1], np.inf), grads[2], np.append(grads[3], np.nan)]
    yield Case("Infinity and NaN", call(REPORT, odd), "Infinity gives ∞, NaN gives NaN.")
    yield from _diagnoses(rng)
    yield from _networks(rng)
    yield from _refused(grads, layers)


def _diagnoses(rng: np.random.Generator) -> Iterator[Case]:
    nan, inf = float("nan"), float("inf")
    shares = (float(rng.uniform(0.1, 0.2)), float(rng.uniform(0.6, 0.7)))
    broken = _report(1.0, shares)
    broken[0][1] = np.inf
    reports = {
        "Exactly 1e-4": (_report(1e-4, shares[:1]), {}, BOUND),
        "Exactly 1e4": (_report(1e4, shares[:1]), {}, BOUND),
        "Small and dead": (_report(1e-6, shares), {}, ORDER),
        "Large and dead": (_report(1e6, shares), {}, ORDER),
        "Infinite in the middle": (broken, {}, "Every layer's rms has to be finite."),
        "NaN at the end": ((np.array([1.0, nan]), nan, *broken[2:]), {}, ORDER),
        "No gradient, dead units": (_report(nan, shares, 0.0), {}, ORDER),
        "An infinite ratio": (_report(inf, shares[:1]), {}, ORDER),
        "Dead units in the first layer": (_report(0.5, shares[::-1]), {}, "Some layer is enough."),
        "No activations": (_report(0.5), {}, "Without activations no unit is dead."),
        "A bound of 0.1 for vanishing": (_report(0.05), {"vanishing": 0.1}, GIVEN),
        "A bound of 10 for exploding": (_report(20.0), {"exploding": 10.0}, GIVEN),
        "A bound of 0.9 for dead": (_report(0.5, shares), {"dead": 0.9}, GIVEN),
        "A bound of 0.05 for dead": (_report(0.5, shares[:1]), {"dead": 0.05}, GIVEN),
    }
    for name, (report, bounds, hint) in reports.items():
        yield Case(f"Diagnosis: {name}", call(DIAGNOSE, report, **bounds), hint)
    empty = (np.array([0.0, 0.5, 0.0]), nan, np.array([0.4]), np.array([0.1]))
    yield Case("Diagnosis: no gradient at the ends", call(DIAGNOSE, empty), NO_GRADIENT)


def _network(
    rng: np.random.Generator, kind: str, scale: float, depth: int = 12, width: int = 12
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Gradients at the layers and their outputs, of a deep network at its start."""
    a = rng.normal(size=(6, width))
    layers: list[np.ndarray] = []
    weights: list[np.ndarray] = []
    for _ in range(depth):
        weights.append(rng.normal(size=(width, width)) * scale / np.sqrt(width))
        z = a @ weights[-1]
        a = np.maximum(z, 0) if kind == "relu" else 1 / (1 + np.exp(-z))
        layers.append(a)
    back, grads = np.ones_like(a), list[np.ndarray]()
    for W, a in zip(reversed(weights), reversed(layers), strict=True):
        back = back * ((a > 0) if kind == "relu" else a * (1 - a))
        grads.insert(0, back)
        back = back @ W.T
    return grads, layers


def _networks(rng: np.random.Generator) -> Iterator[Case]:
    networks = {
        "sigmoids": ("sigmoid", 1.0),
        "ReLUs with a start made for them": ("relu", 1.5),
        "ReLUs with large weights": ("relu", 6.0),
    }
    for name, (kind, scale) in networks.items():
        fixed = np.random.default_rng(8)
        grads, layers = _network(fixed, kind, scale)
        factor = float(rng.uniform(0.9, 1.1))
        scaled = call(REPORT, [factor * g for g in grads], layers)
        made = steps(scaled, call(DIAGNOSE, result(0)), judged=[result(0), result(1)])
        yield Case(f"Twelve layers of {name}", made, NETWORK)


def _refused(grads: list[np.ndarray], layers: list[np.ndarray]) -> Iterator[Case]:
    bad = {
        "an empty gradient": call(REPORT, [grads[0], np.zeros((0, 3))]),
        "activations with one axis": call(REPORT, grads, [layers[0], layers[1][0]]),
        "activations with three axes": call(REPORT, grads, [layers[0][None]]),
        "no examples": call(REPORT, grads, [layers[0][:0]]),
    }
    for name, made in bad.items():
        hint = f"{name[0].upper()}{name[1:]}: raise ValueError."
        yield Case(f"Refused: {name}", made, hint, expects=raises(ValueError))
