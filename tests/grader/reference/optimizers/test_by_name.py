"""Optimizers: the table of known values, conventions, and PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from grader import reference as ref

GRADIENTS = [[0.1, -0.2], [0.3, 0.1], [-0.2, 0.4]]
SLOW = {"lr": 0.1}
FAST = {"lr": 0.01}


def run(name, gradients=GRADIENTS, w=(1.0, -2.0), **hyper):
    w, state = np.array(w), None
    for g in gradients:
        w, state = ref.optimizer_step(name, w, g, state, **hyper)
    return w


@pytest.mark.parametrize(
    ("name", "hyper", "wanted"),
    [
        ("sgd", SLOW, [0.98, -2.03]),
        ("momentum", SLOW, [0.9359, -2.0048]),
        ("nesterov", SLOW, [0.92231, -2.03432]),
        ("adagrad", SLOW, [0.943591677234, -2.0442097603]),
        ("rmsprop", FAST, [0.955829950957, -2.01130737706]),
        ("rmsprop", {**FAST, "initial": 1, "eps": 1e-10}, [0.997955303, -2.003625906]),
        ("rmsprop", {**FAST, "eps_inside": False}, [0.955828400643, -2.01130722042]),
        ("adam", FAST, [0.978243580564, -1.99191011173]),
        ("adam", {**FAST, "eps": 1e-8, "eps_after": True}, [0.978243152289, -1.991909948]),
    ],
)
def test_known_values_after_three_steps(name, hyper, wanted):
    np.testing.assert_allclose(run(name, **hyper), wanted, rtol=2e-10)


def test_tiny_gradients_tell_the_forms_of_adam_apart():
    assert ref.adam(0.0, 1e-6, lr=0.01)[0] == pytest.approx(-0.00240253073352, rel=1e-11)
    paper = ref.adam(0.0, 1e-6, lr=0.01, eps=1e-8, eps_after=True)[0]
    assert paper == pytest.approx(-0.00990099009901, rel=1e-11)


def test_quiz_values():
    w, state = ref.momentum(0.0, 2.0, lr=0.1)
    assert ref.momentum(w, 2.0, state, lr=0.1)[0] == pytest.approx(-0.58)
    assert ref.adam(0.0, -0.05, lr=0.01)[0] == pytest.approx(0.01, abs=1e-6)
    step = ref.adagrad(0.0, 0.4, lr=0.05, eps=0)[0]
    assert step == pytest.approx(-0.0392232270276, rel=1e-11)


TORCH = {
    "sgd": (torch.optim.SGD, {"lr": 0.1}, {"lr": 0.1}),
    "momentum": (torch.optim.SGD, {"lr": 0.1, "momentum": 0.8}, {"lr": 0.1, "mu": 0.8}),
    "nesterov": (
        torch.optim.SGD,
        {"lr": 0.1, "momentum": 0.8, "nesterov": True},
        {"lr": 0.1, "mu": 0.8},
    ),
    "adagrad": (
        torch.optim.Adagrad,
        {"lr": 0.1, "eps": 1e-3, "initial_accumulator_value": 0.2},
        {"lr": 0.1, "eps": 1e-3, "eps_inside": False, "initial": 0.2},
    ),
    "rmsprop": (
        torch.optim.RMSprop,
        {"lr": 0.1, "alpha": 0.7, "eps": 1e-3},
        {"lr": 0.1, "rho": 0.7, "eps": 1e-3, "eps_inside": False},
    ),
    "adam": (
        torch.optim.Adam,
        {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-3},
        {"lr": 0.1, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3, "eps_after": True},
    ),
    "adamw": (
        torch.optim.AdamW,
        {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.3},
        {"lr": 0.1, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3, "weight_decay": 0.3},
    ),
}


@pytest.mark.parametrize("name", TORCH)
def test_ten_steps_are_torchs(name):
    make, theirs, ours = TORCH[name]
    rng = np.random.default_rng(0)
    w = rng.standard_normal((3, 2))
    t = torch.from_numpy(w.copy()).requires_grad_()
    optimizer, state = make([t], **theirs), None
    for _ in range(10):
        g = rng.standard_normal((3, 2))
        t.grad = torch.from_numpy(g)
        optimizer.step()
        w, state = ref.optimizer_step(name, w, g, state, **ours)
        np.testing.assert_allclose(w, t.detach().numpy(), rtol=1e-12)


def test_defaults():
    assert run("sgd").tolist() == run("sgd", lr=0.01).tolist()
    assert run("momentum").tolist() == run("momentum", lr=0.01, mu=0.9).tolist()
    assert run("nesterov").tolist() == run("nesterov", lr=0.01, mu=0.9).tolist()
    full = {"lr": 0.01, "initial": 0.1, "eps": 1e-7, "eps_inside": True}
    assert run("adagrad").tolist() == run("adagrad", **full).tolist()
    full = {"lr": 0.001, "rho": 0.9, "initial": 0, "eps": 1e-7, "eps_inside": True}
    assert run("rmsprop").tolist() == run("rmsprop", **full).tolist()
    full = {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-7, "eps_after": False}
    assert run("adam").tolist() == run("adam", **full).tolist()
    full = {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01}
    assert run("adamw").tolist() == run("adamw", **full).tolist()
    full = {"lr": 1e-4, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0}
    assert run("lion").tolist() == run("lion", **full).tolist()
    assert run("ftrl").tolist() == run("ftrl", lr=0.001, l1=0, l2=0, initial=0.1).tolist()


def test_weight_decay_alone_shrinks_by_the_rate():
    for decay in (0.5, 1.0):
        assert ref.adamw(2.0, 0.0, lr=0.1, weight_decay=decay)[0] == 2 * (1 - 0.1 * decay)


def test_lion_by_hand():
    w, state = ref.lion([1.0, -1.0, 2.0], [0.5, -2.0, 0.0], lr=0.1, weight_decay=0.5)
    np.testing.assert_allclose(w, [1 - 0.1 * 1.5, -1 + 0.1 * 1.5, 2 - 0.1], rtol=1e-14)
    np.testing.assert_allclose(state.m, [0.005, -0.02, 0], rtol=1e-12)
    late = ref.LionState(np.array([1.0, 1.0]))
    w2, _ = ref.lion([0.0, 0.0], [-8.9, -9.1], late, lr=0.1)  # 0.9 m outweighs 0.1 g up to 9 m
    assert w2.tolist() == [-0.1, 0.1]
    w, state = ref.lion(w, [-0.01, 1.0, 0.0], state, lr=0.1, beta1=0.5)
    np.testing.assert_allclose(w, [0.85 + 0.1, -0.85 - 0.1, 1.9], rtol=1e-14)
    np.testing.assert_allclose(state.m, [0.99 * 0.005 - 1e-4, 0.99 * -0.02 + 0.01, 0], rtol=1e-12)


@pytest.mark.parametrize("name", "adagrad rmsprop adam adamw amsgrad nadam".split())
def test_a_zero_gradient_first_moves_nothing_even_without_eps(name):
    extra = {"initial": 0} if name == "adagrad" else {"weight_decay": 0} if name == "adamw" else {}
    w, _ = ref.optimizer_step(name, [1.0, 2.0], [0.0, 1.0], eps=0, **extra)
    assert w[0] == 1
    assert w[1] < 2
    bad, _ = ref.optimizer_step(name, [1.0], [np.nan])
    assert np.isnan(bad[0])


OF_SQUARES = "adagrad rmsprop adam adamw amsgrad nadam ftrl".split()


@pytest.mark.parametrize("name", OF_SQUARES)
def test_a_step_is_that_of_the_formula_where_squares_leave_float32(name):
    """Also with the state of such a step; and the weights beside it do not notice."""
    gradients = np.array([[1e30, 0.5, 0.0], [-3e25, 0.25, 2.0], [1.0, -2.0, 3e38]])
    wide, narrow, alone = (np.array([1.0, -2.0, 3.0], t) for t in ("f8", "f4", "f4"))
    states: list[Any] = [None] * 3
    for g in gradients:
        small = np.where(np.abs(g) < 1e10, g, 1.0).astype("f4")
        wide, states[0] = ref.optimizer_step(name, wide, g, states[0])
        narrow, states[1] = ref.optimizer_step(name, narrow, g.astype("f4"), states[1])
        alone, states[2] = ref.optimizer_step(name, alone, small, states[2])
    assert narrow.dtype == np.float32
    np.testing.assert_allclose(narrow, wide, rtol=1e-6)
    assert narrow[1] == alone[1]
    for parts, ordinary in zip(states[1:], (False, True), strict=True):
        assert {part.dtype for part in parts if isinstance(part, np.ndarray)} - {
            np.dtype("f4"),
            np.dtype("f4" if ordinary else "f8"),
        } == set()
    for kept, other in zip(states[1], states[0], strict=True):
        np.testing.assert_allclose(kept, other, rtol=1e-6)


@pytest.mark.parametrize("name", OF_SQUARES)
@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_without_eps_small_gradients_move_as_far_as_others(name, dtype):
    """Their squares vanish: the step would be infinite."""
    extra: dict[str, float] = {"eps": 0} if name != "ftrl" else {}
    extra |= {"initial": 0.0} if name in ("adagrad", "ftrl") else {}
    if dtype == "f8" and np.finfo(np.longdouble).maxexp == np.finfo(dtype).maxexp:
        pytest.skip("no dtype is wider")
    w = np.zeros(2, dtype)
    power = np.array([2.0 ** (-90 if dtype == "f4" else -700), 1], dtype)
    one, state = ref.optimizer_step(name, w, power, **extra)
    two, _ = ref.optimizer_step(name, one, 3 * power, state, **extra)
    assert one[1] < 0 and two[1] < one[1]
    np.testing.assert_allclose(one[0], one[1], rtol=1e-6)
    np.testing.assert_allclose(two[0], two[1], rtol=1e-6)


def test_where_no_dtype_is_wider_squares_are_infinite():
    dtype = np.longdouble
    w, state = ref.adam(np.ones(1, dtype), np.array([np.finfo(dtype).max / 2]))
    assert w.dtype == dtype
    assert (w[0], state.v[0]) == (1, np.inf)
    w, state = ref.adam(np.ones(1, "f4"), np.array([np.inf]))
    assert (w.dtype, state.v.dtype) == ("f4", "f4")
    assert np.isnan(w[0])


NAMES = "sgd momentum nesterov adagrad rmsprop adam adamw amsgrad nadam lion ftrl".split()


@pytest.mark.parametrize("name", NAMES)
def test_states_are_new_and_steps_can_be_repeated(name):
    w, g = np.array([1.0, 2.0], np.float32), np.array([0.5, -0.5], np.float32)
    one, state = ref.optimizer_step(name, w, g)
    kept = [np.array(s) for s in (state or ())]
    two, later = ref.optimizer_step(name, one, g, state)
    for a, b in zip(state or (), kept, strict=True):
        np.testing.assert_array_equal(a, b)
    again, _ = ref.optimizer_step(name, one, g, state)
    np.testing.assert_array_equal(two, again)
    assert two.dtype == np.float32
    for s in later or ():
        assert isinstance(s, (int, float)) or s.dtype == np.float32
        assert not np.shares_memory(s, w)
    assert ref.optimizer_step(name, 1.0, 0.5)[0].shape == ()


@pytest.mark.parametrize("name", NAMES)
def test_shapes_must_be_equal(name):
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        ref.optimizer_step(name, [1.0, 2.0], [1.0])
    if name not in ("sgd", "ftrl"):
        _, state = ref.optimizer_step(name, [1.0], [1.0])
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            ref.optimizer_step(name, [1.0, 2.0], [1.0, 2.0], state)


BAD = [(name, "lr", -1) for name in NAMES if name != "ftrl"] + [
    *((name, "mu", bad) for name in ("momentum", "nesterov") for bad in (-0.1, 1)),
    *((name, "eps", -1) for name in "adagrad rmsprop adam adamw amsgrad nadam".split()),
    *((name, "initial", -1) for name in ("adagrad", "rmsprop")),
    *(("rmsprop", "rho", bad) for bad in (-0.1, 1)),
    *(
        (name, key, bad)
        for name in "adam adamw amsgrad nadam lion".split()
        for key in ("beta1", "beta2")
        for bad in (-0.1, 1)
    ),
    ("nadam", "decay", -1),
    *((name, "weight_decay", -1) for name in ("adamw", "lion")),
]


@pytest.mark.parametrize(("name", "key", "value"), BAD)
def test_parameters_outside_their_interval_are_refused(name, key, value):
    with pytest.raises(ValueError, match=rf"^{key} is {value:g}; it must lie in"):
        ref.optimizer_step(name, [1.0], [1.0], **{key: value})


def test_unknown_names_and_keywords():
    with pytest.raises(ValueError, match=r"^name is 'adamax'; it must be one of sgd, momentum"):
        ref.optimizer_step("adamax", [1.0], [1.0])
    with pytest.raises(TypeError, match=r"unexpected keyword"):
        ref.optimizer_step("sgd", [1.0], [1.0], mu=0.9)
    _, state = ref.adam([1.0], [1.0])
    assert state.t == 1
    assert ref.adam([1.0], [1.0], state)[1].t == 2
    with pytest.raises(TypeError, match=r"^t is 1.5"):
        ref.adam([1.0], [1.0], state._replace(t=1.5))


@pytest.mark.parametrize("name", NAMES[1:])
def test_weights_in_float16_keep_their_state_in_float32(name):
    hyper = {"lr": 1e-3} if name.startswith("adam") else {"lr": 1e-2}
    half, single = np.zeros(1, "f2"), np.zeros(1, "f4")
    low = high = None
    for _ in range(50):
        half, low = ref.optimizer_step(name, half, np.float16([1e-3]), low, **hyper)
        single, high = ref.optimizer_step(name, single, np.float32([1e-3]), high, **hyper)
    assert half.dtype == np.float16
    kept = low[1:] if name == "ftrl" else low
    assert {part.dtype for part in kept if isinstance(part, np.ndarray)} == {np.dtype("f4")}
    np.testing.assert_allclose(half, single, rtol=2e-2)


def test_adam_in_float16_moves_by_its_rate_however_small_the_gradient():
    w, state = np.ones(1, "f2"), None
    for _ in range(50):
        w, state = ref.adam(w, np.float16([1e-3]), state)
    assert w[0] == pytest.approx(0.95, abs=1e-3)
    # A guard too small for the dtype is none, and no 0 / 0.
    assert ref.adam(np.float32([1]), np.float32([0]), eps=1e-60)[0] == 1
