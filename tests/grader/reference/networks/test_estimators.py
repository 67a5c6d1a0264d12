"""Regressor and classifier networks."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from grader import reference as ref


def xor(seed, n=400):
    rng = np.random.default_rng(seed)
    X = rng.uniform(-5, 5, (n, 2))
    return X, (X[:, 0] * X[:, 1] > 0).astype(int), rng


def test_a_classifier_learns_xor():
    X, y, rng = xor(0)
    model = ref.DNNClassifier((6,), hyper={"lr": 0.3, "eps": 0.0}, batch_size=10, epochs=60).fit(
        X, y, rng
    )
    assert (model.predict(X) == y).mean() > 0.95
    p = model.probabilities(X)
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-14)
    np.testing.assert_allclose(p[:, 1], ref.sigmoid(model.outputs(X)[:, 0]), rtol=1e-14)
    assert len(model.losses) == 60 * 40
    assert np.mean(model.losses[-40:]) < np.mean(model.losses[:40]) / 4


def test_a_classifier_of_three_classes():
    rng = np.random.default_rng(1)
    X = rng.standard_normal((300, 2)) + np.repeat([[0, 4], [4, 0], [-4, -4]], 100, axis=0)
    y = np.repeat([0, 1, 2], 100)
    model = ref.DNNClassifier((8,), classes=3, activation="tanh", epochs=30, batch_size=32).fit(
        X, y, rng
    )
    assert (model.predict(X) == y).mean() > 0.95
    np.testing.assert_allclose(model.probabilities(X), ref.softmax(model.outputs(X)))
    assert model.outputs(X).shape == (300, 3)
    np.testing.assert_array_equal(model.outputs(X), ref.mlp_forward(X, model.params, "tanh")[0])


def test_a_regressor_beats_a_line_on_a_curve():
    rng = np.random.default_rng(2)
    X = rng.uniform(-2, 2, (400, 1))
    y = np.abs(X[:, 0])
    network = ref.DNNRegressor(
        (16,), optimizer="adam", hyper={"lr": 0.01}, epochs=60, batch_size=32
    )
    model = network.fit(X, y, rng)
    line = ref.LinearRegression().fit(X, y)
    assert ref.rmse(y, model.predict(X)) < 0.3 * ref.rmse(y, line.predict(X))
    assert model.predict(X).shape == (400,)


def test_chance_comes_from_the_generator_alone_in_a_known_order():
    X, y, _ = xor(3, 25)
    network = ref.DNNClassifier((4, 3), dropout=0.2, batch_size=10, epochs=2, l1=1e-3, l2=1e-3)
    one, two = (network.fit(X, y, np.random.default_rng(5)) for _ in range(2))
    assert one.losses == two.losses
    rng = np.random.default_rng(5)
    params = ref.init_params((2, 4, 3, 1), rng)
    batches = []
    for _ in range(2):
        order = rng.permutation(25)
        batches += [order[:10], order[10:20], order[20:]]
    masks = [[rng.random((len(b), 4)), rng.random((len(b), 3))] for b in batches]
    trained = ref.mlp_train(
        params,
        X,
        y,
        batches,
        loss="sigmoid_ce",
        optimizer="adagrad",
        hyper={"lr": 0.05, "eps": 0.0},
        rate=0.2,
        masks=masks,
        l1=1e-3,
        l2=1e-3,
    )
    assert trained.losses == one.losses
    np.testing.assert_array_equal(one.predict(X), one.predict(X))
    assert ref.DNNClassifier((4,), epochs=0).fit(X, y, rng).losses == []


def test_defaults_are_those_of_the_first_canned_estimators():
    network = ref.DNNRegressor((4,))
    assert (network.activation, network.optimizer, network.hyper) == (
        "relu",
        "adagrad",
        {"lr": 0.05, "eps": 0.0},
    )
    assert (network.dropout, network.scheme, network.reduction) == (None, "glorot_uniform", "mean")
    assert (network.batch_size, network.epochs) == (128, 10)
    X, y, _ = xor(6, 300)
    model = network.fit(X.astype(np.float32), y, np.random.default_rng(0))
    assert len(model.losses) == 30
    assert model.predict(X.astype(np.float32)).dtype == np.float32
    deep = ref.DNNRegressor((4,), scheme="he_normal", reduction="sum", activation="tanh", epochs=1)
    first = deep.fit(X, y, np.random.default_rng(0))
    params = ref.init_params((2, 4, 1), np.random.default_rng(0), "he_normal")
    rng = np.random.default_rng(0)
    ref.init_params((2, 4, 1), rng, "he_normal")
    batch = rng.permutation(300)[:128]
    out, _ = ref.mlp_forward(X[batch], params, "tanh")
    assert first.losses[0] == pytest.approx(ref.mse(y[batch], out[:, 0], reduction="sum"))


def test_batches_may_be_single_examples_and_two_outputs_are_two_classes():
    X, y, rng = xor(7, 5)
    model = ref.DNNRegressor((2,), batch_size=1, epochs=2).fit(X, y, rng)
    assert len(model.losses) == 10
    pair = type(ref.DNNClassifier((2,), epochs=0).fit(X, y, rng))(
        ref.init_params((2, 3, 2), rng), [], "relu"
    )
    np.testing.assert_allclose(pair.probabilities(X), ref.softmax(pair.outputs(X)), rtol=1e-14)


def test_an_estimator_holds_what_it_was_made_with():
    for network in (ref.DNNRegressor((2,)), ref.DNNClassifier((2,))):
        with pytest.raises(dataclasses.FrozenInstanceError):
            network.epochs = 3


def test_refusals():
    X, y, rng = xor(4, 10)
    for labels in (y[:9], [*y, 0]):
        with pytest.raises(
            ValueError, match=rf"^y is \({len(labels)},\), X \(10, 2\); y must be \(10,\)"
        ):
            ref.DNNRegressor((3,)).fit(X, labels, rng)
    with pytest.raises(ValueError, match=r"^X is empty, \(0, 2\)"):
        ref.DNNRegressor((3,)).fit(X[:0], y[:0], rng)
    with pytest.raises(ValueError, match=r"^X is \(10,\)"):
        ref.DNNRegressor((3,)).fit(X[:, 0], y, rng)
    with pytest.raises(ValueError, match=r"^y is 1 at index|^y is 2"):
        ref.DNNClassifier((3,)).fit(X, y + 1, rng)
    with pytest.raises(ValueError, match=r"^classes is 1; it must be at least 2"):
        ref.DNNClassifier((3,), classes=1).fit(X, y, rng)
    with pytest.raises(ValueError, match=r"^batch_size is 0"):
        ref.DNNRegressor((3,), batch_size=0).fit(X, y, rng)
    with pytest.raises(ValueError, match=r"^epochs is -1"):
        ref.DNNRegressor((3,), epochs=-1).fit(X, y, rng)
    with pytest.raises(ValueError, match=r"^rate is 1"):
        ref.DNNRegressor((3,), dropout=1.0).fit(X, y, rng)


def test_examples_without_weight_are_left_out_of_training():
    rng = np.random.default_rng(4)
    X, y = rng.normal(0, 1, (9, 2)), np.arange(9) % 3
    weights = np.array([1, 2, 1, 0, 1, 3, 0, 1, 1])
    kept = weights > 0
    net = ref.DNNClassifier((4,), classes=3, epochs=3, batch_size=1)
    found = net.fit(X, y, np.random.default_rng(2), sample_weight=weights)
    alone = net.fit(X[kept], y[kept], np.random.default_rng(2), sample_weight=weights[kept])
    np.testing.assert_array_equal(found.outputs(X), alone.outputs(X))
    whole = ref.DNNRegressor((4,), epochs=4, batch_size=99)
    found = whole.fit(X, 1.0 * y, np.random.default_rng(2), sample_weight=weights)
    copies = np.repeat(np.arange(9), weights)
    many = whole.fit(X[copies], 1.0 * y[copies], np.random.default_rng(2))
    np.testing.assert_allclose(found.outputs(X), many.outputs(X), rtol=1e-6, atol=1e-9)
