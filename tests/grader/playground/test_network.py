import numpy as np
import pytest

from grader import reference
from grader.playground.data import streams_of
from grader.playground.network import Network, activation_pair, with_ones
from grader.playground.state import parse_state
from grader.playground.values import ACTIVATIONS

Z = np.linspace(-30, 30, 601).reshape(1, 1, -1)


def network(text: str, seeds=(1, 2)) -> Network:
    return Network(parse_state(text), [streams_of(seed) for seed in seeds])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_those_of_the_reference(name: str):
    into, back = activation_pair(name)
    a, delta = np.empty_like(Z), np.ones_like(Z)
    into(Z, a)
    back(delta, Z, a)
    assert np.allclose(a, reference.activation(Z, name), rtol=1e-13, atol=1e-15)
    assert np.allclose(delta, reference.activation_grad(Z, name), rtol=1e-12, atol=1e-15)


def test_first_weights_are_those_of_the_playground():
    net = network("networkShape=4,2")
    W, b = reference.init_params((2, 4, 2, 1), streams_of(2).weights, "playground")[0]
    assert np.array_equal(net.layers[0][1], np.vstack([W, b]))
    assert net.flat.shape == (2, 25) and net.is_weight.sum() == 18
    assert set(net.flat[0, ~net.is_weight]) == {0.1}
    assert not network("networkShape=4,2&initZero=true").flat.any()


def test_layers_are_views_of_one_array():
    net = network("networkShape=3")
    net.flat[...] = 7
    assert all((layer == 7).all() for layer in net.layers)


@pytest.mark.parametrize("text", ["networkShape=5,3&activation=swish", "problem=regression"])
def test_gradients_are_slopes_of_the_loss(text: str):
    net, rng = network(f"{text}&x=true&y=true"), np.random.default_rng(0)
    X, y = with_ones(rng.normal(size=(2, 6, 2))), rng.normal(size=(2, 6, 1))
    passes = net.passes(6)
    passes.forward(X)
    gradient = passes.backward(X, y).copy()
    for place in rng.integers(net.flat.shape[1], size=8):
        sides = []
        for step in (1e-6, -1e-6):
            net.flat[:, place] += step
            sides.append(((passes.forward(X) - y) ** 2 / 2).sum(axis=(1, 2)))
            net.flat[:, place] -= step
        assert np.allclose(gradient[:, place], (sides[0] - sides[1]) / 2e-6, atol=1e-6)


def test_dropped_units_get_no_gradient_and_the_mean_stays():
    net, rng = network("networkShape=8&dropout=0.5&activation=linear"), np.random.default_rng(0)
    X, y = with_ones(rng.normal(size=(2, 4000, 2))), np.zeros((2, 4000, 1))
    passes = net.passes(4000)
    whole = passes.forward(X).copy()
    dropped = passes.forward(X, training=True)
    passes.backward(X, y)
    assert not np.array_equal(whole, dropped)
    assert np.allclose(passes.z[1].mean(), np.arctanh(whole).mean(), atol=0.02)
    assert 0.45 < np.mean(passes.inputs[0][..., :-1] == 0) < 0.55
