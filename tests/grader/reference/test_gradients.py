"""Every gradient against differences of its function, and the analytic ones by complex step.

The naive formulas are written down again here, in complex arithmetic: they check values too.
"""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref
from tests.grader.reference.cases import ELEMENTWISE, LOSSES, Case, N

LABELS_FIRST = {"log_loss", "kl_divergence", "cosine_loss", "mse", "mae", "huber", "rmse"}
LABELS_FIRST |= {"pinball", "log_cosh", "categorical_log_loss", "sparse_log_loss"}


def differences(f, x):
    """Central differences of a scalar function, by the house rules' step."""
    out = np.empty_like(x)
    for i in np.ndindex(x.shape):
        h = 1e-6 * max(1, abs(x[i]))
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / (up[i] - down[i])
    return out


def agree(got, wanted, rtol=1e-6):
    np.testing.assert_allclose(got, wanted, rtol=rtol, atol=2e-8)


# Off the simplex these have no meaning; their own tests check the gradients.
ON_SIMPLEX = ("kl_divergence", "categorical_log_loss", "sparse_log_loss")
FREE = [case for case in LOSSES if case.name not in ON_SIMPLEX]


@pytest.mark.parametrize("case", [*FREE, Case("rmse", LOSSES[-1].make)], ids=str)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("seed", range(3))
def test_gradients_of_losses_are_those_of_differences(case, reduction, seed):
    arguments = list(case.make(np.random.default_rng(seed)))
    at = 1 if case.name in LABELS_FIRST else 0
    more = {} if case.name == "rmse" else {"reduction": reduction}

    def loss(x):
        return case(*arguments[:at], x, *arguments[at + 1 :], **more)

    gradient = Case(f"{case.name}_grad", case.make, case.keywords)(*arguments, **more)
    agree(gradient, differences(loss, arguments[at].astype(float)))


def test_gradient_of_kl_divergence_along_the_simplex():
    p, q, step = (np.array(v) for v in ([0.2, 0.3, 0.5], [0.4, 0.4, 0.2], [1.0, -0.5, -0.5]))
    slope = ref.kl_divergence_grad(p, q) @ step
    h = 1e-6
    numeric = (ref.kl_divergence(p, q + h * step) - ref.kl_divergence(p, q - h * step)) / (2 * h)
    assert slope == pytest.approx(numeric, rel=1e-8)


@pytest.mark.parametrize("case", [c for c in ELEMENTWISE if f"{c.name}_grad" in vars(ref)], ids=str)
def test_derivatives_of_elementwise_functions_are_those_of_differences(case):
    x, *rest = case.arguments()
    slope = Case(f"{case.name}_grad", case.make, case.keywords)(x, *rest)
    agree(slope, np.diag(jacobian(lambda v: case(v, *rest), x)))


def jacobian(f, x):
    columns = []
    for i in range(x.size):
        h = 1e-6 * max(1, abs(x[i]))
        step = np.zeros_like(x)
        step[i] = h
        columns.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(columns).T


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("l1", ()),
        ("l2", ()),
        ("sum_sq", ()),
        ("l_inf", ()),
        ("elastic_net", (0.3, 0.2)),
        ("elastic_net_sklearn", (0.3, 0.2)),
        ("total_variation", ()),
        ("fused_lasso", (0.3, 0.2)),
        ("group_lasso", ([5, 5, 1, 1, 1, 9],)),
    ],
)
def test_gradients_of_penalties_are_those_of_differences(name, more):
    w = np.array([0.5, -1.5, 2.0, -0.25, 0.75, -3.0])
    penalty, slope = getattr(ref, name), getattr(ref, f"{name}_grad")
    agree(slope(w, *more), differences(lambda v: penalty(v, *more), w))


@pytest.mark.parametrize("shape", [(3, 4), (4, 3), (3, 3)])
def test_gradient_of_the_nuclear_norm(shape):
    w = np.random.default_rng(0).standard_normal(shape)
    agree(ref.nuclear_norm_grad(w), differences(ref.nuclear_norm, w))


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_jacobians_and_their_products_with_a_gradient_from_above(name):
    z = np.array([1.0, 2.0, 3.0, -1.0])
    u = np.array([0.3, -1.0, 2.0, 0.5])
    function, slope = getattr(ref, name), getattr(ref, f"{name}_grad")
    agree(slope(z), jacobian(function, z))
    agree(slope(z, u), u @ slope(z))
    assert slope(np.stack([z, 2 * z])).shape == (2, 4, 4)
    np.testing.assert_array_equal(slope(np.stack([z, 2 * z]))[1], slope(2 * z))


def step(f, x):
    """Derivative by complex step: exact to rounding, for analytic functions."""
    return f(x + 1e-200j).imag / 1e-200


ANALYTIC = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "log_sigmoid": lambda z: -np.log(1 + np.exp(-z)),
    "tanh": lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1),
    "swish": lambda z: z / (1 + np.exp(-z)),
}


@pytest.mark.parametrize("name", ANALYTIC)
def test_values_and_derivatives_of_analytic_links_by_complex_step(name):
    x = np.linspace(-9, 9, 73)
    np.testing.assert_allclose(getattr(ref, name)(x), ANALYTIC[name](x), rtol=1e-11, atol=1e-13)
    slope = getattr(ref, f"{name}_grad")(x)
    np.testing.assert_allclose(slope, step(ANALYTIC[name], x), rtol=1e-11, atol=1e-12)


def test_logit_by_complex_step():
    p = np.linspace(0.01, 0.99, 99)
    slope = step(lambda q: np.log(q / (1 - q)), p)
    np.testing.assert_allclose(ref.logit_grad(p), slope, rtol=1e-13)
    entropy = step(lambda q: -q * np.log(q) - (1 - q) * np.log(1 - q), p)
    np.testing.assert_allclose(ref.binary_entropy_grad(p), entropy, rtol=1e-11, atol=1e-14)


def test_losses_of_logits_by_complex_step():
    rng = np.random.default_rng(3)
    z, y = 3 * rng.standard_normal(N), rng.random(N)
    naive = step(lambda v: y * np.log(1 + np.exp(-v)) + (1 - y) * np.log(1 + np.exp(v)), z)
    np.testing.assert_allclose(ref.sigmoid_ce_grad(z, y), naive, rtol=1e-11, atol=1e-14)
    weighted = step(lambda v: 3 * y * np.log(1 + np.exp(-v)) + (1 - y) * np.log(1 + np.exp(v)), z)
    got = ref.sigmoid_ce_grad(z, y, pos_weight=3)
    np.testing.assert_allclose(got, weighted, rtol=1e-11, atol=1e-14)
    rates = step(lambda v: np.exp(v) - 2 * v, z)
    np.testing.assert_allclose(ref.poisson_loss_grad(z, np.full(N, 2)), rates, rtol=1e-12)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("y", [0, 1])
def test_focal_loss_by_complex_step(gamma, y):
    z = np.linspace(-6, 6, 25)
    sign = 2 * y - 1

    def naive(v):
        p = 1 / (1 + np.exp(-sign * v))
        return -(0.25 if y else 0.75) * (1 - p) ** gamma * np.log(p)

    labels = np.full(25, y)
    np.testing.assert_allclose(ref.focal_loss(z, labels, gamma, 0.25), naive(z), rtol=1e-11)
    got = ref.focal_loss_grad(z, labels, gamma, 0.25)
    np.testing.assert_allclose(got, step(naive, z), rtol=1e-10, atol=1e-15)


def test_softmax_ce_by_complex_step():
    rng = np.random.default_rng(4)
    z, p = rng.standard_normal(5), np.array([0.1, 0.2, 0.3, 0.15, 0.25])
    naive = []
    for i in range(5):
        v = z.astype(complex)
        v[i] += 1e-200j
        naive.append((np.log(np.exp(v).sum()) - p @ v).imag / 1e-200)
    np.testing.assert_allclose(ref.softmax_ce_grad(z, p), naive, rtol=1e-11, atol=1e-15)
    loose = ref.softmax_ce_grad(z, 2 * p, check=False)
    np.testing.assert_allclose(loose, 2 * np.array(naive), rtol=1e-11, atol=1e-15)


def objective(name, X, y, *rest):
    return lambda w, b: getattr(ref, name)(X, y, w, b, *rest)


def test_gradients_of_linear_models():
    rng = np.random.default_rng(5)
    X, y, w, b = rng.standard_normal((9, 3)), rng.random(9), rng.standard_normal(3), np.array(0.4)
    slope = ref.linear_regression_grad(X, y, w, b)
    agree(slope[0], differences(lambda v: ref.mse(y, X @ v + b), w))
    agree(slope[1], differences(lambda v: ref.mse(y, X @ w + v), b))
    slope = ref.logistic_objective_grad(X, y, w, b, 0.3)
    f = objective("logistic_objective", X, y, 0.3)
    agree(slope[0], differences(lambda v: f(v, b), w))
    agree(slope[1], differences(lambda v: f(w, v), b))
    W, c, k = rng.standard_normal((3, 4)), rng.standard_normal(4), rng.integers(0, 4, 9)
    slope = ref.softmax_objective_grad(X, k, W, c, 0.3)
    f = objective("softmax_objective", X, k, 0.3)
    agree(slope[0], differences(lambda v: f(v, c), W))
    agree(slope[1], differences(lambda v: f(W, v), c))


ACTIVATIONS = "linear relu relu6 leaky prelu elu selu softplus sigmoid tanh gelu swish".split()


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (5,), (5, 4), (5, 4, 3)], ids=len)
@pytest.mark.parametrize(
    ("loss", "outputs"), [("mse", 1), ("sigmoid_ce", 1), ("sparse_softmax_ce", 3)]
)
def test_backpropagation_for_every_activation_depth_and_loss(name, hidden, loss, outputs):
    rng = np.random.default_rng(6)
    params = ref.init_params((3, *hidden, outputs), rng)
    params = [(w, 0.1 * rng.standard_normal(b.shape)) for w, b in params]
    X, y = rng.standard_normal((6, 3)), np.array([0, 1, 1, 0, 1, 0])
    masks = [rng.random((6, h)) for h in hidden]

    def total(parameters, rows=X):
        out, cache = ref.mlp_forward(rows, parameters, name, rate=0.3, masks=masks)
        return ref.mlp_loss(out, y, loss), out, cache

    _, out, cache = total(params)
    grads = ref.mlp_backward(cache, ref.mlp_loss_grad(out, y, loss), params)
    agree(grads.X, differences(lambda v: total(params, v)[0], X), 1e-5)
    for layer in range(len(params)):
        for part in (0, 1):

            def loss_of(v, layer=layer, part=part):
                pair = (v, params[layer][1]) if part == 0 else (params[layer][0], v)
                return total([*params[:layer], pair, *params[layer + 1 :]])[0]

            agree(grads.params[layer][part], differences(loss_of, params[layer][part]), 1e-5)


@pytest.mark.parametrize("name", ["batchnorm", "layer_norm"])
@pytest.mark.parametrize("eps", [0.0, 1e-3])
def test_backward_through_normalization(name, eps):
    rng = np.random.default_rng(8)
    x, gamma, beta = rng.standard_normal((5, 3)), rng.standard_normal(3), rng.standard_normal(3)
    dy = rng.standard_normal((5, 3))
    forward = ref.batchnorm_train if name == "batchnorm" else ref.layer_norm
    backward = ref.batchnorm_backward if name == "batchnorm" else ref.layer_norm_backward
    _, cache = forward(x, gamma, beta, eps)
    dx, dgamma, dbeta = backward(dy, cache)
    agree(dx, differences(lambda v: (forward(v, gamma, beta, eps)[0] * dy).sum(), x), 1e-5)
    agree(dgamma, differences(lambda v: (forward(x, v, beta, eps)[0] * dy).sum(), gamma))
    agree(dbeta, differences(lambda v: (forward(x, gamma, v, eps)[0] * dy).sum(), beta))
    np.testing.assert_allclose(dx.sum(axis=0 if name == "batchnorm" else 1), 0, atol=1e-14)


@pytest.mark.parametrize("eps", [0.0, 1e-3])
@pytest.mark.parametrize("groups", [1, 2])
def test_backward_through_normalization_of_rows(groups, eps):
    rng = np.random.default_rng(8)
    x, dy = rng.standard_normal((2, 3, 4, 2))
    gamma, beta = rng.standard_normal((2, 4))

    def grouped(x, gamma, beta):
        return (ref.group_norm(x, groups, gamma, beta, eps)[0] * dy).sum()

    got = ref.group_norm_backward(dy, ref.group_norm(x, groups, gamma, beta, eps)[1])
    agree(got[0], differences(lambda v: grouped(v, gamma, beta), x), 1e-5)
    agree(got[1], differences(lambda v: grouped(x, v, beta), gamma))
    agree(got[2], differences(lambda v: grouped(x, gamma, v), beta))
    np.testing.assert_allclose(got[0].reshape(3, groups, -1).sum(axis=2), 0, atol=1e-13)
    x, dy = x.transpose(0, 2, 1), dy.transpose(0, 2, 1)

    def rooted(x, gamma):
        return (ref.rms_norm(x, gamma, eps)[0] * dy).sum()

    dx, dgamma = ref.rms_norm_backward(dy, ref.rms_norm(x, gamma, eps)[1])
    agree(dx, differences(lambda v: rooted(v, gamma), x), 1e-5)
    agree(dgamma, differences(lambda v: rooted(x, v), gamma))


@pytest.mark.parametrize("name", ["sampled_softmax_loss", "nce_loss"])
@pytest.mark.parametrize("hits", [True, False])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_gradients_of_losses_on_candidates(name, hits, reduction):
    rng = np.random.default_rng(9)
    W, b, x = rng.standard_normal((7, 3)), rng.standard_normal(7), rng.standard_normal((4, 3))
    labels = np.array([[0, 1], [2, 3], [2, 0], [1, 0]])
    fixed = (labels, [0, 3, 3, 5], rng.uniform(0.1, 1, (4, 2)), rng.uniform(0.1, 1, 4), hits)
    loss, slope = getattr(ref, name), getattr(ref, f"{name}_grad")
    got = slope(W, b, x, *fixed, reduction=reduction)
    dense = np.zeros_like(W)
    dense[got.rows] = got.W
    assert got.rows.tolist() == [0, 1, 2, 3, 5]
    agree(dense, differences(lambda v: loss(v, b, x, *fixed, reduction=reduction), W))
    agree(got.x, differences(lambda v: loss(W, b, v, *fixed, reduction=reduction), x))
    shift = np.zeros_like(b)
    shift[got.rows] = got.b
    agree(shift, differences(lambda v: loss(W, v, x, *fixed, reduction=reduction), b))


def test_gradcheck_agrees_with_itself():
    x = np.array([[1.0, -2.0], [0.5, 30.0]])
    assert ref.gradcheck(lambda v: (v**3).sum(), x, 3 * x**2) < 1e-6
    assert ref.gradcheck(lambda v: (v**3).sum(), x, 3.1 * x**2) == pytest.approx(
        0.1 / 6.1, rel=1e-3
    )
