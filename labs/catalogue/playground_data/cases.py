"""Points are judged as draws: by what is certain, and by counts, moments and distances."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from grader.lab import Case, call, raises, result, steps

CIRCLE, XOR, GAUSS, SPIRAL = "make_circle", "make_xor", "make_gauss", "make_spiral"
HINTS = {
    CIRCLE: "Radius and angle are uniform; the moved point decides on the label alone.",
    XOR: "Uniform, pushed 0.3 away from the axes; the moved point decides on the label.",
    GAUSS: "Normal around (2, 2) and (-2, -2) with the variance 0.5 + 7 noise.",
    SPIRAL: "The arms are fixed, the other one turned by pi; noise moves the positions.",
}
SEEDS = "The same seed gives the same points, and another seed gives others."
NOTHING = "Of no points the answer is (0, 2) and (0,)."
COUNT = "A negative number of points: raise ValueError."
LEVEL = "Noise lies in [0, 1/2]: raise ValueError."

MOST_ERRORS, MOST_DISTANCE = 6.0, 3.0
Array = np.ndarray
Check = Callable[[Any, Mapping[str, Any]], str | None]


def distance(values: Array) -> float:
    """Kolmogorov-Smirnov distance of numbers from uniform ones in [0, 1], in 1 / sqrt(count)."""
    z, n = np.sort(values), len(values)
    if not n:
        return 0.0
    ranks = np.arange(n + 1) / n
    return float(max((ranks[1:] - z).max(), (z - ranks[:-1]).max()) * math.sqrt(n))


def normal_cdf(z: Array) -> Array:
    return np.array([0.5 * math.erfc(-v / math.sqrt(2)) for v in z.tolist()])


def labels_fault(y: Array) -> str | None:
    if (np.abs(y) != 1).any():
        return "Labels are -1 and +1; yours hold other numbers."
    return None


def count_fault(what: str, got: int, expected: float, variance: float) -> str | None:
    if abs(got - expected) > MOST_ERRORS * math.sqrt(variance) + 1e-9:
        return f"{what}: {got}, where about {expected:.0f} are expected."
    return None


def order_fault(first: Array) -> str | None:
    """Whether points of a kind, given by a mask, stand before the others."""
    n, k = len(first), int(first.sum())
    if n < 40 or not 0 < k < n:
        return None
    error = math.sqrt((n + 1) * (n - k) / (12 * k))
    if abs(np.flatnonzero(first).mean() - (n - 1) / 2) > MOST_ERRORS * error:
        return "The points are not in a random order: draw a permutation for X and y together."
    return None


def is_circle(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    (X, y), n, noise = answer, inputs["n"], inputs["noise"]
    radius = np.hypot(X[:, 0], X[:, 1])
    inside, slack = radius < 3, 1e-9
    if noise > 0 and (radius > 5 + slack).any():
        return (
            "Points lie outside of the ring, which ends at 5. Noise moves only the point that is "
            "labeled, and not the one that is returned."
        )
    if ((radius > 2.5 + slack) & (radius < 3.5 - slack)).any():
        return "Points lie between the disc, which ends at 2.5, and the ring, which begins at 3.5."
    if int(inside.sum()) != n // 2:
        return f"Half of the {n} points lie in the disc; of yours {int(inside.sum())} do."
    if (radius > 5 + slack).any():
        return "The ring goes from 3.5 to 5: points lie outside of it."
    for what, part in (("disc", radius[inside] / 2.5), ("ring", (radius[~inside] - 3.5) / 1.5)):
        if distance(part) > MOST_DISTANCE:
            return f"The radius is uniform in the {what}; yours is not. It is not uniform in area."
    angle = np.arctan2(X[:, 0], X[:, 1]) / (2 * np.pi) + 0.5
    if distance(angle) > MOST_DISTANCE:
        return "The angle is uniform in a full turn; yours is not."
    if fault := labels_fault(y) or order_fault(inside):
        return fault
    if noise == 0:
        right = np.where(inside, 1, -1)
        wrong = int((y != right).sum())
        return (
            f"Without noise the disc is +1 and the ring -1; {wrong} labels differ."
            if wrong
            else None
        )
    side = (np.arange(20) + 0.5) / 10 - 1
    u, v = 5 * noise * np.stack(np.meshgrid(side, side)).reshape(2, -1, 1)
    chance = (np.hypot(X[:, 0] + u, X[:, 1] + v) < 2.5).mean(axis=0).clip(0.001, 0.999)
    chance[np.hypot(*(np.abs(X).T + 5 * noise)) < 2.5 - slack] = 1
    chance[np.hypot(*(np.abs(X).T - 5 * noise).clip(0)) > 2.5 + slack] = 0
    return _chances_fault(y, chance, 5 * noise, {"in the disc": inside, "in the ring": ~inside}, X)


def _chances_fault(
    y: Array, chance: Array, reach: float, parts: Mapping[str, Array], X: Array
) -> str | None:
    """Whether labels come out +1 with the chances that their positions give."""
    certain = ((chance == 0) & (y > 0)) | ((chance == 1) & (y < 0))
    if certain.any():
        return (
            f"{int(certain.sum())} labels are wrong where noise of at most {reach:g} in each "
            "coordinate cannot move the point across the border."
        )
    sides = {"left": X[:, 0] < 0, "right": X[:, 0] >= 0}
    for (name, part), (side, half) in itertools.product(parts.items(), sides.items()):
        where = part & half
        expected = float(chance[where].sum())
        variance = float((chance * (1 - chance))[where].sum())
        got = int((y[where] > 0).sum())
        text = f"Points {name}, on the {side}, with the label +1"
        if fault := count_fault(text, got, expected, variance * 1.05 + 0.5):
            return f"{fault} The label follows from the moved point, by uniform(-5, 5) noise."
    return None


def is_xor(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    (X, y), n, noise = answer, inputs["n"], inputs["noise"]
    size = np.abs(X)
    if (size > 5.3 + 1e-9).any():
        noisy = " Noise moves only the point that is labeled." if noise > 0 else ""
        return f"A coordinate is larger than 5.3.{noisy}"
    if (size < 0.3 - 1e-9).any():
        return "A coordinate lies within 0.3 of an axis: push all of them away from 0."
    if max(distance((size[:, k] - 0.3) / 5) for k in (0, 1)) > MOST_DISTANCE:
        return (
            "Before they are pushed away from 0, coordinates are uniform in [-5, 5]; yours are not."
        )
    for k in (0, 1):
        what = f"Points with a positive coordinate {k + 1}"
        if fault := count_fault(what, int((X[:, k] > 0).sum()), n / 2, n / 4):
            return fault
    alike = X[:, 0] * X[:, 1] > 0
    if fault := count_fault(
        "Points with two coordinates of one sign", int(alike.sum()), n / 2, n / 4
    ):
        return fault
    if fault := labels_fault(y):
        return fault
    if noise == 0:
        wrong = int((y != np.where(alike, 1, -1)).sum())
        return f"Without noise equal signs mean +1; {wrong} labels differ." if wrong else None
    a, b = np.clip((X / (5 * noise) + 1) / 2, 0, 1).T
    parts = {"with equal signs": alike, "with different signs": ~alike}
    return _chances_fault(y, a * b + (1 - a) * (1 - b), 5 * noise, parts, X)


def is_gauss(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    (X, y), n, noise = answer, inputs["n"], inputs["noise"]
    if fault := labels_fault(y) or order_fault(y > 0):
        return fault
    if int((y > 0).sum()) != n // 2:
        return f"Half of the {n} points are +1; of yours {int((y > 0).sum())} are."
    variance = 0.5 + 7 * noise
    z = (X - 2 * y[:, None]) / math.sqrt(variance)
    for label in (1, -1):
        part = z[y == label]
        if len(part) and np.abs(part.mean(axis=0)).max() > MOST_ERRORS / math.sqrt(len(part)):
            return (
                f"The points with the label {label} have their mean at ({2 * label}, {2 * label})."
            )
    if n and abs((z**2).mean() - 1) > MOST_ERRORS * math.sqrt(2 / z.size):
        return (
            f"The variance of a coordinate is {variance * (z**2).mean():.3g}, and 0.5 + 7 noise is "
            f"{variance:.3g}. A scale is the root of a variance."
        )
    if n and abs(z.prod(axis=1).mean()) > MOST_ERRORS / math.sqrt(n):
        return "Both coordinates of a point are independent: each is a draw of its own."
    if distance(normal_cdf(z.ravel())) > MOST_DISTANCE:
        return "The coordinates are not normal."
    return None


def arm(m: int, label: int) -> Array:
    share = np.arange(m) / max(m, 1)
    t = 1.75 * share * 2 * np.pi + (0 if label > 0 else np.pi)
    return 5 * share[:, None] * np.stack([np.sin(t), np.cos(t)], axis=1)


def is_spiral(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    (X, y), n, noise = answer, inputs["n"], inputs["noise"]
    if fault := labels_fault(y) or order_fault(y > 0):
        return fault
    if int((y > 0).sum()) != n // 2:
        return f"Half of the {n} points are +1; of yours {int((y > 0).sum())} are."
    moved = []
    for label in (1, -1):
        points, where = X[y == label], arm(n // 2, label)
        gap = np.abs(points[:, None] - where).max(axis=2)
        far = int((gap.min(axis=1, initial=np.inf) > noise + 1e-9).sum())
        far += int((gap.min(axis=0, initial=np.inf) > noise + 1e-9).sum())
        if far:
            return (
                f"The arm of the label {label:+d} is (r sin t, r cos t), and noise moves each "
                f"coordinate by at most {noise:g}: {far} of your points and of the arm's are "
                "without a partner."
            )
        nearest = np.hypot(*(points[:, None] - where).transpose(2, 0, 1)).argmin(axis=1)
        if n >= 40 and (fault := order_fault(nearest < n // 4)):
            return fault
        moved.append(points - where[nearest])
    return _moved_fault(np.concatenate(moved), n, noise)


def _moved_fault(moved: Array, n: int, noise: float) -> str | None:
    """Of points that lie farther apart than noise reaches, how they were moved."""
    if not 40 <= n <= 80 or not 0 < noise <= 0.03:
        return None
    if distance((moved.ravel() / noise + 1) / 2) > MOST_DISTANCE:
        return f"Noise moves a coordinate by uniform(-1, 1) times {noise:g}; yours is not uniform."
    if abs(moved.prod(axis=1).mean()) > MOST_ERRORS * noise**2 / 3 / math.sqrt(n):
        return "Noise moves both coordinates of a point by draws of their own."
    return None


CHECKS: dict[str, Check] = {CIRCLE: is_circle, XOR: is_xor, GAUSS: is_gauss, SPIRAL: is_spiral}


def follow_the_seed(answer: Any, inputs: Any) -> str | None:
    (X, y), (X2, y2), (X3, _) = answer
    if not (np.array_equal(X, X2) and np.array_equal(y, y2)):
        return "With the same seed the points came out differently: draw from default_rng(seed)."
    if np.array_equal(X, X3):
        return "With another seed the points came out the same: draw from default_rng(seed)."
    return None


def points(name: str, function: str, *inputs: object) -> Case:
    return Case(name, call(function, *inputs), HINTS[function], check=CHECKS[function])


def seeds(name: str, function: str, seed: int) -> Case:
    calls = [call(function, 12, 0.2, each) for each in (seed, seed, seed + 1)]
    three = steps(*calls, judged=[result(0), result(1), result(2)])
    return Case(name, three, SEEDS, check=follow_the_seed)


def visible() -> Iterator[Case]:
    for function in CHECKS:
        yield points(f"200 points without noise: {function}", function, 200, 0.0, 1)
        yield points(f"400 points with noise: {function}", function, 400, 0.3, 2)
    yield points("By hand: four points of a spiral", SPIRAL, 4, 0.0, 3)
    yield seeds("The same seed and another one", CIRCLE, 5)
    yield Case("No points", call(GAUSS, 0, 0.1, 1), NOTHING)
    yield Case("Too much noise", call(XOR, 10, 0.6, 1), LEVEL, expects=raises(ValueError))


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    for k, function in enumerate(CHECKS):
        seed = 100 * int(rng.integers(10_000)) + 10 * k
        some = ((300, 0.0), (300, 0.1), (300, 0.5), (80, 0.03), (2, 0.0))
        many = ((2000, 0.0), (2000, 0.1), (2000, 0.5))  # of few points, chance decides too much
        for j, (n, noise) in enumerate(some if function == SPIRAL else many):
            yield points(f"{n} points, noise {noise:g}: {function}", function, n, noise, seed + j)
        yield seeds(f"The same seed and another one: {function}", function, seed + 8)
        yield Case(f"No points: {function}", call(function, 0, 0.2, seed), NOTHING)
        for word, n, noise, hint in (
            ("a negative number of points", -2, 0.1, COUNT),
            ("negative noise", 10, -0.1, LEVEL),
            ("noise above one half", 10, 0.51, LEVEL),
        ):
            refused = call(function, n, noise, seed)
            yield Case(f"Refused, {word}: {function}", refused, hint, expects=raises(ValueError))
