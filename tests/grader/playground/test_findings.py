import math

import numpy as np
import pytest

from grader.playground import MEASURES, findings, parse_state, train

SQUARES = "dataset=circle&x=false&y=false&xSquared=true&ySquared=true"


def found(text: str, epochs: int = 30, seeds=(14, 15)):
    return findings(train(parse_state(text), epochs, seeds))


def test_a_good_state():
    first, second = found(f"{SQUARES}&networkShape=")
    assert first.seed == 14 and second.seed == 15
    assert first.nonzero == first.weights == 2 and first.units == 0
    assert first.test_accuracy == 1.0 and first.test_loss < 0.05 and not first.diverged
    assert first.lowest_test_loss == min(first.test_losses)


def test_the_epoch_at_which_the_loss_went_below_a_bound():
    first = found(f"{SQUARES}&networkShape=")[0]
    epoch = first.first_epoch_below(0.1)
    assert first.test_losses[epoch] <= 0.1 < first.test_losses[epoch - 1]
    assert first.first_epoch_below(-1) is None


def test_l1_that_is_too_strong_leaves_nothing():
    first = found(f"{SQUARES}&regularization=L1&regularizationRate=1")[0]
    assert first.nonzero == 0 and first.live_features == ()
    assert first.test_loss == pytest.approx(0.5, abs=0.02)


def test_a_feature_lives_only_if_a_path_leads_on():
    training = train(parse_state("networkShape=2,1"), 1, (14,))
    training.network.layers[1][0, 0, 0] = 0  # of the first hidden unit
    training.network.layers[0][0, 0, 1] = 0  # from x to the second
    assert findings(training)[0].live_features == ("y",)


def test_relu_units_that_no_point_switches_on_are_dead():
    training = train(parse_state("activation=relu&networkShape=3,2"), 1, (14,))
    training.network.layers[0][0, :, 1] = [0, 0, -1]
    first = findings(training)[0]
    assert first.units == 5 and first.dead_units >= 1


def test_gradients_vanish_below_many_layers_of_sigmoid():
    deep = found("activation=sigmoid&networkShape=8,8,8,8,8,8", 1)[0]
    assert len(deep.gradients) == 7 and deep.gradient_ratio < 1e-3
    assert found("activation=relu&networkShape=4", 1)[0].gradient_ratio > 1e-2


def test_what_is_not_finite_diverges():
    first = found("problem=regression&learningRate=10", 20)[0]
    assert first.diverged and not math.isfinite(first.test_loss)
    assert math.isnan(first.test_accuracy) and math.isfinite(first.lowest_test_loss)


def test_measures_are_numbers():
    first = found(SQUARES, 1)[0]
    values = {name: measure(first) for name, measure in MEASURES.items()}
    assert all(np.isfinite(value) for value in values.values())
    assert values["live_features"] == 2


def test_what_does_not_diverge_is_not_said_to():
    for text in (SQUARES, "problem=regression", "dataset=xor&learningRate=0.001"):
        assert not any(each.diverged for each in found(text, 10))


def test_a_loss_that_grows_by_half_diverges():
    training = train(parse_state(SQUARES), 2, (14,))
    training.train_loss[0] = [0.4, 0.5, 0.61]
    assert findings(training)[0].diverged
    training.train_loss[0] = [0.4, 0.9, 0.59]
    assert not findings(training)[0].diverged


def test_accuracy_is_that_of_the_side_of_zero():
    training = train(parse_state(f"{SQUARES}&networkShape="), 1, (14,))
    training.network.flat[...] = [-1.0, -1.0, 9.0]  # inside of the radius 3
    first = findings(training)[0]
    assert first.train_accuracy == first.test_accuracy == 1.0
    training.network.flat[...] = [1.0, 1.0, -9.0]
    first = findings(training)[0]
    assert first.train_accuracy == first.test_accuracy == 0.0


@pytest.mark.parametrize(
    ("text", "weights", "units"),
    [
        ("networkShape=", 2, 0),
        ("networkShape=4", 12, 4),
        ("networkShape=4,2", 18, 6),
        ("networkShape=8,8&sinX=true", 96 - 8 + 8, 16),
        ("networkShape=6,6&xSquared=true&ySquared=true", 24 + 36 + 6, 12),
    ],
)
def test_weights_and_units_are_counted_without_biases(text: str, weights: int, units: int):
    first = found(text, 1, (14,))[0]
    assert (first.weights, first.units) == (weights, units)
    assert first.nonzero == weights and len(first.gradients) == text.count(",") + 1 + bool(units)


def test_weights_that_start_at_zero_stay_there():
    first = found("activation=relu&networkShape=4&initZero=true", 5, (14,))[0]
    assert first.nonzero == 0 and first.dead_units == 4
    assert math.isnan(first.gradient_ratio)


def test_units_whose_slope_is_small_but_not_zero_are_alive():
    for name in ("tanh", "sigmoid", "leaky", "softplus", "linear"):
        assert found(f"activation={name}&networkShape=4,4", 3, (14,))[0].dead_units == 0
