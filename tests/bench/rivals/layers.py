"""Layers and networks."""

from __future__ import annotations

import torch
from torch.nn import functional

from grader import reference as ref
from tests.bench.rivals import FUSED, Duel

CACHES = "ours also keeps what the backward pass needs, an array of the input's size"


def batch_norm(rng, scale):
    x = rng.standard_normal((256 * scale, 256))
    g, b = rng.standard_normal((2, 256))
    t, tg, tb = (torch.from_numpy(v) for v in (x, g, b))
    return (lambda: ref.batchnorm_train(x, g, b)), {
        "torch": lambda: functional.batch_norm(t, None, None, tg, tb, training=True, eps=1e-3)
    }


def batch_norm_back(rng, scale):
    x, dy = rng.standard_normal((2, 256 * scale, 256))
    g, b = rng.standard_normal((2, 256))
    _, cache = ref.batchnorm_train(x, g, b)
    t, tg, tb = (torch.from_numpy(v).requires_grad_() for v in (x, g, b))
    out, td = (
        functional.batch_norm(t, None, None, tg, tb, training=True, eps=1e-3),
        torch.from_numpy(dy),
    )
    return (lambda: ref.batchnorm_backward(dy, cache)), {
        "torch": lambda: torch.autograd.grad(out, (t, tg, tb), td, retain_graph=True)
    }


def batch_norm_infer(rng, scale):
    x = rng.standard_normal((256 * scale, 256))
    g, b, m = rng.standard_normal((3, 256))
    v = rng.random(256) + 0.5
    t, tg, tb, tm, tv = (torch.from_numpy(a) for a in (x, g, b, m, v))
    return (lambda: ref.batchnorm_infer(x, g, b, m, v)), {
        "torch": lambda: functional.batch_norm(t, tm, tv, tg, tb, eps=1e-3)
    }


def layer_norm(rng, scale):
    x = rng.standard_normal((256 * scale, 256))
    g, b = rng.standard_normal((2, 256))
    t, tg, tb = (torch.from_numpy(v) for v in (x, g, b))
    return (lambda: ref.layer_norm(x, g, b)), {
        "torch": lambda: functional.layer_norm(t, (256,), tg, tb)
    }


def layer_norm_back(rng, scale):
    x, dy = rng.standard_normal((2, 256 * scale, 256))
    g, b = rng.standard_normal((2, 256))
    _, cache = ref.layer_norm(x, g, b)
    t, tg, tb = (torch.from_numpy(v).requires_grad_() for v in (x, g, b))
    out, td = functional.layer_norm(t, (256,), tg, tb), torch.from_numpy(dy)
    return (lambda: ref.layer_norm_backward(dy, cache)), {
        "torch": lambda: torch.autograd.grad(out, (t, tg, tb), td, retain_graph=True)
    }


def dropout_back(rng, scale):
    dy, u = rng.standard_normal((200 * scale, 500)), rng.random((200 * scale, 500))
    t, tu = torch.from_numpy(dy), torch.from_numpy(u)
    return (lambda: ref.dropout_backward(dy, 0.2, u)), {
        "torch": lambda: torch.where(tu >= 0.2, t / 0.8, 0.0)
    }


def dropout(rng, scale):
    x, u = rng.standard_normal((200 * scale, 500)), rng.random((200 * scale, 500))
    t, tu = torch.from_numpy(x), torch.from_numpy(u)
    return (lambda: ref.dropout_forward(x, 0.2, u)), {
        "torch": lambda: torch.where(tu >= 0.2, t / 0.8, 0.0)
    }


def network(sizes, n, backward):
    def make(rng, scale):
        params = ref.init_params(sizes, rng)
        X, y = rng.standard_normal((n * scale, sizes[0])), rng.standard_normal(n * scale)
        layers = []
        for w, b in params:
            layer = torch.nn.Linear(*w.shape).double()
            layer.weight.data, layer.bias.data = torch.from_numpy(w.T.copy()), torch.from_numpy(b)
            layers += [layer, torch.nn.ReLU()]
        net = torch.nn.Sequential(*layers[:-1])
        t, ty = torch.from_numpy(X), torch.from_numpy(y)
        weights = list(net.parameters())

        def ours():
            out, cache = ref.mlp_forward(X, params)
            return ref.mlp_backward(cache, ref.mlp_loss_grad(out, y, "mse"), params)

        def theirs():
            return torch.autograd.grad(functional.mse_loss(net(t)[:, 0], ty), weights)

        def forward():
            with torch.inference_mode():
                return net(t)

        if backward:
            return ours, {"torch": theirs}
        return (lambda: ref.mlp_forward(X, params)), {"torch": forward}

    return make


def initial(rng, scale):
    empty = torch.empty(256 * scale, 256, dtype=torch.float64)
    return (lambda: ref.glorot_uniform(rng, 256 * scale, 256)), {
        "torch": lambda: torch.nn.init.xavier_uniform_(empty)
    }


DUELS = [
    Duel("batchnorm_train", "256x256", batch_norm, CACHES),
    Duel("batchnorm_backward", "256x256", batch_norm_back),
    Duel("batchnorm_infer", "256x256", batch_norm_infer, FUSED),
    Duel("layer_norm", "256x256", layer_norm, CACHES),
    Duel("layer_norm_backward", "256x256", layer_norm_back, FUSED),
    Duel("dropout_backward", "200x500", dropout_back),
    Duel("dropout_forward", "200x500", dropout),
    Duel("mlp_forward", "256x64-64-64-10", network((64, 64, 64, 10), 256, False)),
    Duel("mlp_forward + mlp_backward", "512x64-64-1", network((64, 64, 1), 512, True)),
    Duel("glorot_uniform", "256x256", initial),
]
