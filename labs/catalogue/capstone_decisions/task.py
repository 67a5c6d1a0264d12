"""Cases of two clinics: the same direction of the log odds, with another strength and offset in the
new one, of which there are few cases to learn from and many to decide on.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from grader import reference
from grader.formats.result import Measure, Task, TrainedModel
from grader.lab import call

MEASUREMENTS, LENGTH, GAIN = 20, 3.0, 0.2
RATES = (0.2, 0.35)
TRAINING, HELD_OUT = 4000, 20_000
SHARES = (0.2, 0.5)
C_FP, C_FN = 1.0, 5.0

Examples = tuple[np.ndarray, np.ndarray]


class World(NamedTuple):
    """The direction of the log odds, and each clinic's strength and offset."""

    w: np.ndarray
    strength: np.ndarray
    offset: np.ndarray


def clinics(rng: np.random.Generator) -> World:
    w = rng.normal(size=MEASUREMENTS)
    strength = np.array([1.0, GAIN])
    offsets = [_offset_for(rate, LENGTH * a) for rate, a in zip(RATES, strength, strict=True)]
    return World(LENGTH * w / np.linalg.norm(w), strength, np.array(offsets))


def _offset_for(rate: float, deviation: float) -> float:
    """With which normal log odds of this standard deviation have this mean probability."""
    shares = (np.arange(2000) + 0.5) / 2000
    spread = deviation * reference.logit(shares) / 1.702  # close to normal quantiles
    low, high = -9.0, 9.0
    for _ in range(50):
        middle = (low + high) / 2
        is_high = reference.sigmoid(spread + middle).mean() > rate
        low, high = (low, middle) if is_high else (middle, high)
    return low


def _cases(
    rng: np.random.Generator, world: World, count: int, share: float
) -> tuple[np.ndarray, np.ndarray]:
    """Features with the clinic in the last column, and true probabilities."""
    clinic = rng.permutation((np.arange(count) < share * count).astype(int))
    x = rng.normal(size=(count, MEASUREMENTS))
    p = reference.sigmoid(world.strength[clinic] * (x @ world.w) + world.offset[clinic])
    return np.column_stack([x, clinic]), p


def known(rng: np.random.Generator, world: World) -> Examples:
    X, p = _cases(rng, world, TRAINING, SHARES[0])
    return X, (rng.random(len(p)) < p).astype(float)


def future(rng: np.random.Generator, world: World) -> Examples:
    """Held-out cases; in place of labels true probabilities, and whether the clinic is new."""
    X, p = _cases(rng, world, HELD_OUT, SHARES[1])
    return X, np.column_stack([p, X[:, -1]])


def expected_cost(y: np.ndarray, p: np.ndarray, model: tuple[float, object]) -> float:
    truth = y[:, 0] if y.ndim == 2 else y
    called = p >= float(model[0])
    return float(np.mean(np.where(called, C_FP * (1 - truth), C_FN * truth)))


def error_in_new_clinic(y: np.ndarray, p: np.ndarray, model: object) -> float:
    if y.ndim != 2:  # labels of training cases, without their clinic
        return float("nan")
    is_new = y[:, 1] == 1
    cut = np.clip(p[is_new], 0, 1)
    return float(reference.expected_calibration_error(y[is_new, 0], cut, k=10))


# -- the form of a model ---------------------------------------------------------------------------
PAIR = "The model is a pair: the threshold, one number, and whatever predict_probabilities needs."
OUTSIDE = (
    "The threshold is not between 0 and 1. It is compared with probabilities, and not with log "
    "odds or costs."
)


def check_model(model: object) -> str:
    """What is wrong with the form of the model; nothing where it is right."""
    if not isinstance(model, (list, tuple)) or len(model) != 2:
        return PAIR
    threshold = model[0]
    is_number = isinstance(threshold, (int, float, np.number)) or np.shape(threshold) == ()
    if not is_number or isinstance(threshold, (str, dict, type(None))):
        return PAIR
    return "" if 0 <= float(threshold) <= 1 else OUTSIDE


# -- what a model looks like that was trained with a mistake ---------------------------------------
COST, ERROR = "Expected cost", "Calibration error in the new clinic"


def _in_clinic(trained: TrainedModel, new: int) -> tuple[np.ndarray, np.ndarray]:
    """Predictions and labels of one clinic's training cases."""
    part = trained.X[:, -1] == new
    return trained.predictions[part], trained.y[part]


def _slope(trained: TrainedModel, new: int) -> float:
    """By which the log odds of the predictions have to be multiplied in a clinic."""
    p, y = _in_clinic(trained, new)
    scores = reference.logit(np.clip(p, 1e-6, 1 - 1e-6))
    return float(reference.platt_scaling(y, scores).slope)


def _bias(trained: TrainedModel, new: int) -> float:
    p, y = _in_clinic(trained, new)
    return float(p.mean() - y.mean())


def misses_calibration(test: Callable[[TrainedModel], bool]) -> Callable[[TrainedModel], bool]:
    """The test, of a model whose calibration error does not earn everything."""

    def of_poor_ones(trained: TrainedModel) -> bool:
        return not trained.values[ERROR] <= 0.06 and bool(test(trained))

    return of_poor_ones


def scores_for_probabilities(trained: TrainedModel) -> bool:
    p = trained.predictions
    return bool(p.min() < -1e-9 or p.max() > 1 + 1e-9)


def hard_labels(trained: TrainedModel) -> bool:
    return set(np.unique(trained.predictions)) == {0.0, 1.0}


def one_probability(trained: TrainedModel) -> bool:
    return bool(np.ptp(trained.predictions) < 1e-6)


def other_class(trained: TrainedModel) -> bool:
    return bool(np.corrcoef(trained.predictions, trained.y)[0, 1] < -0.1)


def sigmoid_twice(trained: TrainedModel) -> bool:
    p = trained.predictions
    return bool(p.min() >= 0.5 and p.max() <= 0.7311)


def stretched_scores(trained: TrainedModel) -> bool:
    p = trained.predictions
    return bool(p.min() == 0 and p.max() == 1)


def balanced_classes(trained: TrainedModel) -> bool:
    return _bias(trained, 0) > 0.08


def threshold_of_half(trained: TrainedModel) -> bool:
    return abs(float(trained.model[0]) - 0.5) < 1e-6


def threshold_for_the_other_cost(trained: TrainedModel) -> bool:
    return abs(float(trained.model[0]) - C_FN / (C_FP + C_FN)) < 0.01


def too_cautious(trained: TrainedModel) -> bool:
    return _slope(trained, 0) > 1.8


def clinic_ignored(trained: TrainedModel) -> bool:
    return abs(_bias(trained, 1)) > 0.05 and _slope(trained, 1) < 0.7


def offset_alone(trained: TrainedModel) -> bool:
    return abs(_bias(trained, 1)) <= 0.05 and _slope(trained, 1) < 0.7


def slope_alone(trained: TrainedModel) -> bool:
    """In the new clinic the bias is there as well, but the slope is right."""
    return abs(_bias(trained, 1)) > 0.05 and _slope(trained, 1) >= 0.7


TASK = Task(
    world=clinics,
    train_set=known,
    held_out=future,
    train=lambda X, y, seed: call("train_decisions", X, y, C_FP, C_FN, seed),
    predict=lambda model, X: call("predict_probabilities", model, X),
    measures=[
        Measure(
            COST, expected_cost, full_at=0.48, zero_at=0.6, baseline=0.72, reference=0.46, digits=3
        ),
        Measure(
            ERROR,
            error_in_new_clinic,
            full_at=0.06,
            zero_at=0.11,
            baseline=0.12,
            reference=0.018,
            digits=3,
        ),
    ],
    check_model=check_model,
    prediction_shape=lambda X, y: (len(X),),
    mistakes={
        "scores_for_probabilities": scores_for_probabilities,
        "hard_labels": hard_labels,
        "one_probability": one_probability,
        "other_class": other_class,
        "sigmoid_twice": sigmoid_twice,
        "stretched_scores": misses_calibration(stretched_scores),
        "threshold_of_half": threshold_of_half,
        "threshold_for_the_other_cost": threshold_for_the_other_cost,
        "too_cautious": too_cautious,
        "balanced_classes": balanced_classes,
        "clinic_ignored": misses_calibration(clinic_ignored),
        "offset_alone": misses_calibration(offset_alone),
        "slope_alone": misses_calibration(slope_alone),
    },
    seeds=5,
)
