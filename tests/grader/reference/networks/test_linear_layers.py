"""Collapse of linear layers, and facts about small networks."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from grader import reference as ref

W1, W2 = [[0.1, -0.2], [0.4, 0.3]], [[0.7], [-0.5]]


def test_known_values():
    w, b = ref.collapse_linear([W1, W2], [[0.05, -0.1], [0.2]])
    np.testing.assert_allclose(w, [[0.17], [0.13]], rtol=1e-12)
    np.testing.assert_allclose(b, [0.285], rtol=1e-12)
    assert ref.collapse_linear([W1, [0.7, -0.5]])[0][0] == pytest.approx(0.17)
    assert ref.count_params([2, 4, 2, 1]) == 25
    assert ref.count_params([9, 100, 50, 20, 1]) == 7091
    assert ref.count_params([5]) == 0
    assert ref.max_pieces_1d(7) == 8
    assert ref.max_pieces_1d(0) == 1


@pytest.mark.parametrize("depth", [1, 2, 5])
@pytest.mark.parametrize("biased", [True, False])
def test_the_one_layer_does_what_the_chain_does(depth, biased):
    rng = np.random.default_rng(depth)
    sizes = rng.integers(1, 6, depth + 1)
    ws = [rng.standard_normal((a, b)) for a, b in itertools.pairwise(sizes)]
    bs = [rng.standard_normal(w.shape[1]) for w in ws]
    x = rng.standard_normal((4, sizes[0]))
    w, b = ref.collapse_linear(ws, bs if biased else None)
    h = x
    for i, layer in enumerate(ws):
        h = h @ layer + (bs[i] if biased else 0)
    np.testing.assert_allclose(x @ w + b, h, rtol=1e-10, atol=1e-12)
    assert b.shape == (sizes[-1],)


def test_no_layers_change_nothing_and_a_vector_ends_a_chain():
    assert ref.collapse_linear([]) == (1, 0)
    w, b = ref.collapse_linear([W1, [0.7, -0.5]], [[1.0, 1.0], 0.5])
    assert (w.shape, b) == ((2,), pytest.approx(0.7))
    w, b = ref.collapse_linear([[1.0, 2.0]])
    assert (w.tolist(), b) == ([1, 2], 0)
    single = ref.collapse_linear([np.eye(2, dtype=np.float32)])
    assert (single[0].dtype, single[1].dtype) == (np.float32, np.float32)


def test_refusals():
    for biases in (1, 3):
        with pytest.raises(ValueError, match=rf"^{biases} biases for 2 layers"):
            ref.collapse_linear([W1, W2], [[0, 0]] * biases)
    with pytest.raises(ValueError, match=r"^W1 is \(2,\); it must be a matrix"):
        ref.collapse_linear([[1.0, 2.0], W2])
    with pytest.raises(ValueError, match=r"^W2 is \(2, 1, 1\); it must be a matrix"):
        ref.collapse_linear([W1, [[[1.0]], [[1.0]]]])
    with pytest.raises(ValueError, match=r"^W1 is \(2, 1\), W2 \(2, 2\); the rows of a matrix"):
        ref.collapse_linear([W2, W1])
    with pytest.raises(ValueError, match=r"^W1 is \(2, 2\), W2 \(1, 1\); the rows of a matrix"):
        ref.collapse_linear([W1, [[1.0]]])
    with pytest.raises(ValueError, match=r"^W2 is \(2, 2\), W3 \(3, 1\); the rows of a matrix"):
        ref.collapse_linear([W1, W1, np.zeros((3, 1))])
    for shift, shape in (([0, 0], "2,"), (0.0, "")):
        with pytest.raises(ValueError, match=rf"^b2 is \({shape}\); it must be \(1,\)"):
            ref.collapse_linear([W1, W2], [[0, 0], shift])
    with pytest.raises(TypeError, match=r"^W2 "):
        ref.collapse_linear([W1, [["a"], ["b"]]])
    with pytest.raises(ValueError, match=r"^sizes is 0"):
        ref.count_params([2, 0])
    with pytest.raises(ValueError, match=r"^units is -1"):
        ref.max_pieces_1d(-1)


def test_affine_functions_are_told_from_bent_ones():
    rng = np.random.default_rng(0)
    assert ref.is_affine(lambda x: x @ W1 + [1.0, 2], 2, rng)
    assert ref.is_affine(lambda x: x.sum(axis=1) * 1e9, 3, rng)
    assert ref.is_affine(lambda x: np.zeros(len(x)), 3, rng, trials=1)
    assert not ref.is_affine(lambda x: ref.relu(x @ W1), 2, rng)
    assert not ref.is_affine(lambda x: x[:, 0] ** 2, 1, rng)
    assert not ref.is_affine(lambda x: 1e-12 * x[:, 0] ** 2, 1, rng)
    bent = [lambda x: x + 1e-6 * x**2, 1, rng]
    assert not ref.is_affine(*bent)
    assert ref.is_affine(*bent, rtol=1e-3)
    for key in ("dimensions", "trials"):
        with pytest.raises(ValueError, match=rf"^{key} is 0; it must be at least 1"):
            ref.is_affine(lambda x: x, **{"dimensions": 1, "rng": rng, key: 0})


def test_tiny_backprop():
    got = ref.tiny_backprop(0.6, 0.1, -1.2, 0.3, 1.5, 1.0)
    assert got["dw1"] == pytest.approx(1.27970910473, rel=1e-11)
    assert got["dw2"] == pytest.approx(-0.710949502625, rel=1e-10)
    assert (got["pre"], got["h"]) == (pytest.approx(1), pytest.approx(1))
    assert got["z"] == pytest.approx(-0.9)
    assert got["p"] == pytest.approx(ref.sigmoid(-0.9))
    assert got["loss"] == pytest.approx(np.log1p(np.exp(0.9)))
    assert got["dz"] == got["db2"] == pytest.approx(got["p"] - 1)
    assert got["dh"] == got["dpre"] == got["db1"] == pytest.approx(-1.2 * got["dz"])
    assert got["dx"] == pytest.approx(0.6 * got["dpre"])
    off = ref.tiny_backprop(-0.6, 0.1, -1.2, 0.3, 1.5, 0.0)
    assert (off["h"], off["dpre"], off["dw1"], off["dx"]) == (0, 0, 0, 0)
    with pytest.raises(ValueError, match=r"^labels is 2"):
        ref.tiny_backprop(1, 0, 1, 0, 1, 2)
