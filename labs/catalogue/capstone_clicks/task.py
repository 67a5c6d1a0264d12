"""Impressions of advertisements: five categorical features, and clicks that follow from a few
single values and from combinations in two of the ten pairs. Which they are is drawn for each run.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from grader import reference
from grader.formats.result import Measure, Task, TrainedModel
from grader.lab import call

SIZES = [20, 24, 24, 20, 16]
TRAINING, HELD_OUT = 20_000, 20_000
CLICK_RATE, MAIN, CROSS, BLOCK = 0.2, 0.5, 2.2, 13
ALL_WEIGHTS = 4408
MOST_NUMBERS = 300_000

Examples = tuple[np.ndarray, np.ndarray]
Part = tuple[tuple[int, ...], np.ndarray]


class World(NamedTuple):
    """The true model, and how frequent each value of each feature is."""

    bias: float
    parts: list[Part]
    shares: list[np.ndarray]


def advertisements(rng: np.random.Generator) -> World:
    order = rng.permutation(len(SIZES)).tolist()
    pairs = [tuple(sorted(order[:2])), tuple(sorted(order[2:4]))]
    shares = [rng.permutation(1 / np.arange(3, 3 + size)) for size in SIZES]
    shares = [share / share.sum() for share in shares]
    parts = [(pair, _few_weights(rng, *(shares[f] for f in pair))) for pair in pairs]
    parts += [((f,), rng.permutation(np.linspace(-MAIN, MAIN, SIZES[f]))) for f in order[:2]]
    ids = _impressions(rng, shares, 20_000)
    return World(_bias_for(CLICK_RATE, logits_of(0.0, parts, ids)), parts, shares)


def _few_weights(rng: np.random.Generator, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Weights of a cross: zeros, and in every block of equally frequent combinations one of each
    sign, so that all worlds are about as hard.
    """
    w = np.zeros(first.size * second.size)
    by_share = np.argsort(-np.outer(first, second).ravel())
    for block in np.split(by_share, range(BLOCK, w.size, BLOCK)):
        w[rng.permutation(block)[:2]] = [CROSS, -CROSS]
    return w


def _bias_for(rate: float, logits: np.ndarray) -> float:
    low, high = -8.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        is_high = reference.sigmoid(logits + middle).mean() > rate
        low, high = (low, middle) if is_high else (middle, high)
    return low


def _impressions(rng: np.random.Generator, shares: list[np.ndarray], count: int) -> np.ndarray:
    return np.stack([rng.choice(len(p), size=count, p=p) for p in shares], axis=1)


def logits_of(bias: float, parts: list[Part], ids: np.ndarray) -> np.ndarray:
    logits = np.full(len(ids), float(bias))
    for features, w in parts:
        logits += reference.cross_predict(ids[:, list(features)], [SIZES[i] for i in features], w)
    return logits


def clicks(rng: np.random.Generator, world: World) -> Examples:
    ids = _impressions(rng, world.shares, TRAINING)
    p = reference.sigmoid(logits_of(world.bias, world.parts, ids))
    return ids, (rng.random(len(ids)) < p).astype(float)


def click_rates(rng: np.random.Generator, world: World) -> Examples:
    """Held-out impressions, with true probabilities in place of labels."""
    ids = _impressions(rng, world.shares, HELD_OUT)
    return ids, reference.sigmoid(logits_of(world.bias, world.parts, ids))


def log_loss(y: np.ndarray, logits: np.ndarray, model: object) -> float:
    return float(np.mean(np.logaddexp(0, logits) - y * logits))


def count_weights(y: np.ndarray, logits: np.ndarray, model: tuple[float, list[Part]]) -> float:
    return float(sum(np.count_nonzero(w) for _, w in model[1]))


# -- the form of a model ---------------------------------------------------------------------------
PAIR = (
    "The answer is a pair: the bias, a number, and a list of pairs (features, w), where features "
    "is a tuple such as (2,) or (0, 3) and w an array of floats."
)
ONE_HOT = (
    "An array of weights is one vector with a place for each combination, and not a matrix: "
    "flatten it, with the last feature running fastest."
)
BIAS_AS_ARRAY = "The bias is one number: float(bias) makes one of an array with one entry."


def check_model(model: object) -> str:
    """What is wrong with the form of the model; nothing where it is right."""
    if not isinstance(model, (list, tuple)) or len(model) != 2:
        return PAIR
    bias, parts = model
    if isinstance(bias, np.ndarray) and bias.size == 1 and bias.ndim:
        return BIAS_AS_ARRAY
    if not (isinstance(bias, (int, float, np.number)) or np.shape(bias) == ()):
        return PAIR
    if not isinstance(parts, (list, tuple)) or not all(map(_is_part, parts)):
        return PAIR
    if sum(w.size for _, w in parts) > MOST_NUMBERS:
        return f"The arrays together hold more than {MOST_NUMBERS:,} numbers."
    seen: set[frozenset[int]] = set()
    for features, w in parts:
        wanted = np.prod([SIZES[i] for i in features], dtype=int)
        if w.ndim > 1 and w.size == wanted:
            return ONE_HOT
        if w.shape != (wanted,):
            named = tuple(map(int, features))
            return f"The weights of {named} have the shape {w.shape}, not ({wanted},)."
        if frozenset(features) in seen:
            return f"The features {tuple(map(int, features))} come twice: add their weights up."
        seen.add(frozenset(features))
    return ""


def _is_part(part: object) -> bool:
    if not isinstance(part, (list, tuple)) or len(part) != 2:
        return False
    features, w = part
    return (
        isinstance(features, (list, tuple))
        and all(isinstance(i, (int, np.integer)) and 0 <= i < len(SIZES) for i in features)
        and 1 <= len(set(features)) == len(features) <= 3
        and isinstance(w, np.ndarray)
        and w.dtype.kind == "f"
    )


# -- what a model looks like that was trained with a mistake ---------------------------------------
LOSS, WEIGHTS = "Held-out log loss", "Weights that are not zero"


def _weights(trained: TrainedModel) -> np.ndarray:
    """All weights that are not zero."""
    found = [w[w != 0] for _, w in trained.model[1]]
    return np.concatenate([np.zeros(0), *found])


def _logits(trained: TrainedModel) -> np.ndarray:
    bias, parts = trained.model
    return logits_of(bias, parts, trained.X)


def _mean_prediction(trained: TrainedModel) -> float:
    return float(reference.sigmoid(_logits(trained)).mean())


def misses_loss(test: Callable[[TrainedModel], bool]) -> Callable[[TrainedModel], bool]:
    """The test, of a model whose log loss does not earn everything."""

    def of_poor_ones(trained: TrainedModel) -> bool:
        return not trained.values[LOSS] <= 0.46 and bool(test(trained))

    return of_poor_ones


def all_zero(trained: TrainedModel) -> bool:
    return _weights(trained).size < 3


def no_crosses(trained: TrainedModel) -> bool:
    return all(len(features) == 1 for features, _ in trained.model[1])


def by_heart(trained: TrainedModel) -> bool:
    triples = sum(np.count_nonzero(w) for k, w in trained.model[1] if len(k) == 3)
    return bool(triples > 2000 and trained.train_values[LOSS] < trained.values[LOSS] - 0.05)


def climbs(trained: TrainedModel) -> bool:
    logits = _logits(trained)
    return bool(logits.std() > 0 and np.corrcoef(logits, trained.y)[0, 1] < -0.02)


def clicks_alone(trained: TrainedModel) -> bool:
    return _mean_prediction(trained) > 0.7


def balanced_classes(trained: TrainedModel) -> bool:
    return 0.35 < _mean_prediction(trained) <= 0.7


def labels_of_minus_one(trained: TrainedModel) -> bool:
    return _mean_prediction(trained) < 0.08


def first_feature_fastest(trained: TrainedModel) -> bool:
    """With the places of pairs counted the other way, the training loss is lower."""
    bias, parts = trained.model
    turned = [
        (k, w.reshape([SIZES[i] for i in k][::-1]).T.ravel() if len(k) == 2 else w)
        for k, w in parts
    ]
    other = log_loss(trained.y, logits_of(bias, turned, trained.X), None)
    return other < min(0.485, trained.train_values[LOSS] - 0.01)


def tiny_weights(trained: TrainedModel) -> bool:
    sizes = np.abs(_weights(trained))
    return sizes.size > 1500 and bool(np.mean(sizes < 0.02 * sizes.max()) > 0.3)


def without_l1(trained: TrainedModel) -> bool:
    return _weights(trained).size > 0.85 * ALL_WEIGHTS


def weak_l1(trained: TrainedModel) -> bool:
    return _weights(trained).size > 500


def short_steps(trained: TrainedModel) -> bool:
    """Stretched, the weights fit the training data much better."""
    logits = _logits(trained)
    middle = logits.mean()
    losses = [log_loss(trained.y, middle + k * (logits - middle), None) for k in (1, 2, 3)]
    return min(losses) < losses[0] - 0.004


def strong_l1(trained: TrainedModel) -> bool:
    return len(trained.model[1]) >= 10 and _weights(trained).size < 120


TASK = Task(
    world=advertisements,
    train_set=clicks,
    held_out=click_rates,
    train=lambda ids, y, seed: call("train_clicks", ids, y, SIZES, seed),
    predict=lambda model, ids: call("click_logits", model, ids),
    measures=[
        Measure(
            LOSS, log_loss, full_at=0.46, zero_at=0.478, baseline=0.5, reference=0.436, digits=3
        ),
        Measure(
            WEIGHTS,
            count_weights,
            full_at=500,
            zero_at=2000,
            baseline=ALL_WEIGHTS,
            reference=380,
            digits=0,
        ),
    ],
    check_model=check_model,
    mistakes={
        "first_feature_fastest": misses_loss(first_feature_fastest),
        "climbs": climbs,
        "clicks_alone": clicks_alone,
        "balanced_classes": balanced_classes,
        "labels_of_minus_one": labels_of_minus_one,
        "all_zero": all_zero,
        "by_heart": misses_loss(by_heart),
        "no_crosses": misses_loss(no_crosses),
        "tiny_weights": tiny_weights,
        "without_l1": without_l1,
        "weak_l1": weak_l1,
        "strong_l1": misses_loss(strong_l1),
        "short_steps": misses_loss(short_steps),
    },
    seeds=5,
)
