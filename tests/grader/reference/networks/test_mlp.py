"""The multi-layer perceptron, its losses and its training."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader import reference as ref

PARAMS = [([[0.1, -0.2], [0.4, 0.3]], [0.05, -0.1]), ([[0.7], [-0.5]], [0.2])]
X, Y = [[1, 2], [-1, 0.5]], [1, 0]


def test_known_values():
    out, cache = ref.mlp_forward(X, PARAMS)
    np.testing.assert_allclose(cache.pre[0], [[0.95, 0.3], [0.15, 0.25]], rtol=1e-12)
    np.testing.assert_allclose(out, [[0.715], [0.18]], rtol=1e-12)
    assert ref.mlp_loss(out, Y, "sigmoid_ce") == pytest.approx(0.592712745451, rel=1e-11)
    grads = ref.mlp_backward(cache, ref.mlp_loss_grad(out, Y, "sigmoid_ce"), PARAMS)
    (dw1, db1), (dw2, db2) = grads.params
    np.testing.assert_allclose(dw2, [[-0.115169191815], [0.0188356166805]], rtol=1e-10)
    np.testing.assert_allclose(db2, [0.108191963299], rtol=1e-11)
    wanted = [[-0.305680850352, 0.218343464537], [-0.134592669877, 0.0961376213406]]
    np.testing.assert_allclose(dw1, wanted, rtol=1e-10)
    np.testing.assert_allclose(db1, [0.0757343743096, -0.0540959816497], rtol=1e-10)
    wanted = [[-0.0279220720908, -0.0213521727753], [0.0463147058518, 0.0354171280043]]
    np.testing.assert_allclose(grads.X, wanted, rtol=1e-10)


def test_edges_of_the_forward_pass():
    out, _ = ref.mlp_forward(np.zeros((0, 2)), PARAMS)
    assert out.shape == (0, 1)
    one, _ = ref.mlp_forward(X, [PARAMS[0]])
    np.testing.assert_allclose(one, [[0.95, 0.3], [0.15, 0.25]], rtol=1e-12)
    narrow = [(np.array(w, np.float32), np.array(b, np.float32)) for w, b in PARAMS]
    assert ref.mlp_forward(np.array(X, np.float32), narrow)[0].dtype == np.float32
    half = [(np.array(w, np.float16), np.array(b, np.float16)) for w, b in PARAMS]
    out, cache = ref.mlp_forward(np.array(X, np.float16), half)
    assert out.dtype == np.float16
    assert ref.mlp_backward(cache, out, half).X.dtype == np.float16
    leaky, _ = ref.mlp_forward([[-1.0, -2.0]], PARAMS, "leaky", alpha=0.5)
    pre = np.array([-0.85, -0.5])
    assert leaky[0, 0] == pytest.approx(0.5 * pre @ [0.7, -0.5] + 0.2)


def test_dropout_after_activation():
    masks = [np.array([[0.1, 0.9], [0.9, 0.1]])]
    out, _ = ref.mlp_forward(X, PARAMS, rate=0.5, masks=masks)
    np.testing.assert_allclose(out, [[2 * 0.3 * -0.5 + 0.2], [2 * 0.15 * 0.7 + 0.2]], rtol=1e-12)
    np.testing.assert_array_equal(
        ref.mlp_forward(X, PARAMS, rate=0.5)[0], ref.mlp_forward(X, PARAMS)[0]
    )


def test_every_hidden_layer_has_its_own_mask_on_the_way_back_too():
    rng = np.random.default_rng(0)
    params = ref.init_params([2, 3, 4, 1], rng)
    masks = [rng.random((5, 3)), rng.random((5, 4))]
    rows = rng.standard_normal((5, 2))

    def total(x):
        return ref.mlp_forward(x, params, "tanh", rate=0.4, masks=masks)[0].sum()

    out, cache = ref.mlp_forward(rows, params, "tanh", rate=0.4, masks=masks)
    slope = ref.mlp_backward(cache, np.ones_like(out), params).X
    assert ref.gradcheck(total, rows, slope) < 1e-6


def test_losses_of_outputs():
    out = np.array([[2.0], [0.5]])
    assert ref.mlp_loss(out, [1.0, 1.0], "mse") == pytest.approx(0.625)
    assert ref.mlp_loss(out, [1.0, 1.0], "mse", reduction="none").tolist() == [1, 0.25]
    assert ref.mlp_loss_grad(out, [1.0, 1.0], "mse").tolist() == [[1], [-0.5]]
    assert ref.mlp_loss_grad(out, [1, 0], "sigmoid_ce", reduction="sum").shape == (2, 1)
    many = np.array([[1.0, 2, 3], [0, 0, 0]])
    assert ref.mlp_loss(many, [0, 1], "sparse_softmax_ce") == ref.sparse_softmax_ce(
        many, [0, 1], reduction="mean"
    )
    np.testing.assert_array_equal(
        ref.mlp_loss_grad(many, [0, 1], "sparse_softmax_ce"),
        ref.sparse_softmax_ce_grad(many, [0, 1], reduction="mean"),
    )
    for function in (ref.mlp_loss, ref.mlp_loss_grad):
        with pytest.raises(ValueError, match=r"^loss is 'hinge'; it must be one of mse"):
            function(out, Y, "hinge")
        with pytest.raises(
            ValueError, match=r"^out is \(2, 3\); mse takes one output a row, \(N, 1\)"
        ):
            function(many, Y, "mse")
        with pytest.raises(ValueError, match=r"^out is \(2, 0\); sigmoid_ce takes one output"):
            function(many[:, :0], Y, "sigmoid_ce")
        with pytest.raises(ValueError, match=r"^out is \(2,\); it must be \(N, K\)"):
            function(out[:, 0], Y, "mse")


def test_refusals():
    with pytest.raises(ValueError, match=r"^params is empty"):
        ref.mlp_forward(X, [])
    with pytest.raises(
        ValueError, match=r"^W2 is \(3, 1\), b2 \(1,\); after 2 units they must be \(2, H\)"
    ):
        ref.mlp_forward(X, [PARAMS[0], (np.zeros((3, 1)), np.zeros(1))])
    for w, b in (((2, 2), (1,)), ((2, 2), (3,)), ((1, 2), (2,)), ((2, 2, 2), (2, 2))):
        with pytest.raises(ValueError, match=r"^W1 is .*; after 2 units they must be \(2, H\)"):
            ref.mlp_forward([*X, [0, 0]], [(np.zeros(w), np.zeros(b))])
    for name, bad in (("W2", ([[0j], [0j]], [0.0])), ("b2", ([[0.0], [0.0]], [0j]))):
        with pytest.raises(TypeError, match=rf"^{name} holds complex128"):
            ref.mlp_forward(X, [PARAMS[0], bad])
    with pytest.raises(ValueError, match=r"^W1 is \(2,\)"):
        ref.mlp_forward(X, [(np.zeros(2), np.zeros(()))])
    with pytest.raises(ValueError, match=r"^X is \(2,\); it must be \(N, D\)"):
        ref.mlp_forward([1, 2], PARAMS)
    for masks in ([], [0, 0]):
        with pytest.raises(ValueError, match=rf"^{len(masks)} masks for 1 hidden layers"):
            ref.mlp_forward(X, PARAMS, rate=0.5, masks=masks)
    _, cache = ref.mlp_forward(X, PARAMS)
    with pytest.raises(TypeError, match=r"^W2 holds complex128"):
        ref.mlp_backward(cache, [[0.0], [0.0]], [PARAMS[0], ([[0j], [0j]], [0.0])])
    with pytest.raises(ValueError, match=r"^dout is \(2,\), out \(2, 1\)"):
        ref.mlp_backward(cache, [0.0, 0.0], PARAMS)


def test_the_class_hands_on():
    net = ref.MLP((2, 3, 1), "tanh")
    params = net.init(np.random.default_rng(0), "he_normal")
    wanted = ref.init_params((2, 3, 1), np.random.default_rng(0), "he_normal")
    np.testing.assert_array_equal(params[0][0], wanted[0][0])
    out, cache = net.forward(X, params)
    np.testing.assert_array_equal(out, ref.mlp_forward(X, params, "tanh")[0])
    grads = net.backward(cache, out, params)
    np.testing.assert_array_equal(grads.X, ref.mlp_backward(cache, out, params).X)
    leaky = ref.MLP((2, 3, 1), "leaky", 0.5)
    np.testing.assert_array_equal(
        leaky.forward(X, params)[0], ref.mlp_forward(X, params, "leaky", alpha=0.5)[0]
    )


def torch_net(params):
    layers = []
    for w, b in params:
        layer = torch.nn.Linear(*w.shape).double()
        layer.weight.data = torch.from_numpy(w.T.copy())
        layer.bias.data = torch.from_numpy(b.copy())
        layers += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def test_training_is_torchs_step_by_step():
    rng = np.random.default_rng(0)
    params = ref.init_params([3, 5, 4, 1], rng)
    rows, y = rng.standard_normal((20, 3)), rng.standard_normal(20)
    batches = [rng.integers(0, 20, 6) for _ in range(12)]
    net = torch_net(params)
    weights = [p for n, p in net.named_parameters() if n.endswith("weight")]
    biases = [p for n, p in net.named_parameters() if n.endswith("bias")]
    groups = [{"params": weights, "weight_decay": 2 * 0.01}, {"params": biases}]
    optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9)
    wanted = []
    for batch in batches:
        optimizer.zero_grad()
        loss = ((net(torch.from_numpy(rows[batch]))[:, 0] - torch.from_numpy(y[batch])) ** 2).mean()
        loss.backward()
        optimizer.step()
        wanted.append(loss.item())
    got = ref.mlp_train(
        params, rows, y, batches, optimizer="momentum", hyper={"lr": 0.1, "mu": 0.9}, l2=0.01
    )
    np.testing.assert_allclose(got.losses, wanted, rtol=1e-10)
    for (w, b), tw, tb in zip(got.params, weights, biases, strict=True):
        np.testing.assert_allclose(w, tw.detach().numpy().T, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(b, tb.detach().numpy(), rtol=1e-9, atol=1e-12)


def test_training_goes_on_where_it_stopped_and_leaves_its_start_alone():
    rng = np.random.default_rng(1)
    params = ref.init_params([2, 3, 2], rng)
    before = [(w.copy(), b.copy()) for w, b in params]
    rows, y = rng.standard_normal((9, 2)), rng.integers(0, 2, 9)
    batches = [rng.integers(0, 9, 4) for _ in range(6)]
    masks = [[rng.random((4, 3))] for _ in range(6)]
    keywords = {"loss": "sparse_softmax_ce", "activation": "tanh", "optimizer": "adam", "rate": 0.3}
    whole = ref.mlp_train(params, rows, y, batches, masks=masks, **keywords)
    half = ref.mlp_train(params, rows, y, batches[:3], masks=masks[:3], **keywords)
    rest = ref.mlp_train(
        half.params, rows, y, batches[3:], masks=masks[3:], states=half.states, **keywords
    )
    assert whole.losses == half.losses + rest.losses
    assert len(whole.states) == 4  # one for every matrix and every bias
    np.testing.assert_array_equal(whole.params[0][0], rest.params[0][0])
    for (w, b), (v, c) in zip(params, before, strict=True):
        np.testing.assert_array_equal(w, v)
        np.testing.assert_array_equal(b, c)


def test_penalties_fall_on_weights_alone_and_sums_are_sums():
    params = [
        (np.array([[0.5, -0.25]]), np.array([0.25, 0.0])),
        (np.array([[1.0], [1.0]]), np.array([0.0])),
    ]
    still = {"hyper": {"lr": 1.0}, "activation": "linear"}
    got = ref.mlp_train(params, [[0.0]], [0.25], [[0]], l1=0.1, l2=0.2, **still).params
    np.testing.assert_allclose(got[0][0], [[0.5 - 0.1 - 0.2, -0.25 + 0.1 + 0.1]], rtol=1e-12)
    assert got[0][1].tolist() == [0.25, 0]
    line = [(np.array([[0.0], [0.5]]), np.zeros(1))]
    alone = ref.mlp_train(line, [[0.0, 0.0]], [0.0], [[0]], l1=0.1, **still).params
    assert alone[0][0].tolist() == [[0], [0.4]]
    two = {"X": [[1.0], [2.0]], "y": [0.0, 0.0], "batches": [[0, 1]], **still}
    mean, total = (ref.mlp_train(params, reduction=r, **two) for r in ("mean", "sum"))
    assert total.losses[0] == 2 * mean.losses[0]
    np.testing.assert_allclose(
        params[0][0] - total.params[0][0], 2 * (params[0][0] - mean.params[0][0])
    )
    for key in ("l1", "l2"):
        with pytest.raises(ValueError, match=rf"^{key} is -1"):
            ref.mlp_train(params, [[0.0]], [0.0], [[0]], **{key: -1})


def test_training_weighs_the_examples_of_a_batch():
    rng = np.random.default_rng(8)
    X, y = rng.normal(0, 1, (6, 2)), rng.normal(0, 1, 6)
    params = ref.init_params((2, 3, 1), np.random.default_rng(1))
    weights, copies = np.array([2, 1, 0, 1, 3, 0]), [[0, 0, 1], [3, 4, 4, 4]]
    trained = ref.mlp_train(params, X, y, [[0, 1, 2], [3, 4, 5]], sample_weight=weights)
    repeated = ref.mlp_train(params, X, y, copies)
    np.testing.assert_allclose(trained.losses, repeated.losses, rtol=1e-13)
    for (w, b), (v, c) in zip(trained.params, repeated.params, strict=True):
        np.testing.assert_allclose(w, v, rtol=1e-12)
        np.testing.assert_allclose(b, c, rtol=1e-12)
    with pytest.raises(ValueError, match=r"^All of sample_weight is 0"):
        ref.mlp_train(params, X, y, [[2, 5]], sample_weight=weights)
    with pytest.raises(ValueError, match=r"^sample_weight is \(3,\); it must be \(6,\)"):
        ref.mlp_train(params, X, y, [[0]], sample_weight=weights[:3])
