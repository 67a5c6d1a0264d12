"""A training loop that runs and learns nothing. Its pieces fit together: forward, backward and the
step compute what they say. What is wrong is how it begins and what it is fed with.
"""

import numpy as np

SIZES = [8, 32, 32, 32, 32, 1]
KINDS = ["relu", "sigmoid", "sigmoid", "sigmoid", "linear"]
RATE = 0.0005


def start(X, y, rng):
    """Mean and scale of the features, and the layers, before the first step."""
    mean = np.zeros(SIZES[0])
    scale = np.ones(SIZES[0])
    layers = []
    for n, m, kind in zip(SIZES, SIZES[1:], KINDS):
        W = 0.05 * rng.normal(size=(n, m))
        b = np.full(m, -3.0 if kind == "relu" else 0.0)
        layers.append([W, b, kind])
    return mean, scale, layers


def activate(z, kind):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "sigmoid":
        return 0.5 + 0.5 * np.tanh(0.5 * z)
    return z


def slope(h, kind):
    """The derivative of the activation, from its value h."""
    if kind == "relu":
        return h > 0
    if kind == "sigmoid":
        return h * (1 - h)
    return np.ones_like(h)


def gradients(layers, x, y):
    """The loss of a mini-batch, and the gradients of each layer: [(of W, of b), ...]."""
    values = [x]
    for W, b, kind in layers:
        values.append(activate(values[-1] @ W + b, kind))
    error = values[-1] - y[:, None]
    delta = error
    found = []
    for (W, _, kind), inputs, out in zip(layers[::-1], values[-2::-1], values[:0:-1]):
        delta = delta * slope(out, kind)
        found.append((inputs.T @ delta, delta.sum(axis=0)))
        delta = delta @ W.T
    return 0.5 * np.mean(error**2), found[::-1]


def train_regressor(X, y, seed):
    """A trained network: a dict with mean (8,), scale (8,) and layers, a list of (W, b, kind).

    X is (steps, batch, 8), y is (steps, batch): each step has a mini-batch of its own. kind is
    "relu", "leaky_relu", "tanh", "sigmoid" or "linear". All randomness comes from
    numpy.random.default_rng(seed).
    """
    rng = np.random.default_rng(seed)
    mean, scale, layers = start(X, y, rng)
    for step in range(len(X)):
        x = (X[step] - mean) / scale
        loss, grads = gradients(layers, x, y[step])
        if step % 200 == 0:
            sizes = "  ".join(f"{np.abs(grad).mean():.1e}" for grad, _ in grads)
            print(f"step {step:3}  loss {loss:9.3f}  mean gradient by layer: {sizes}")
        for layer, (grad_W, grad_b) in zip(layers, grads):
            layer[0] = layer[0] - RATE * grad_W
            layer[1] = layer[1] - RATE * grad_b
    return {"mean": mean, "scale": scale, "layers": [tuple(layer) for layer in layers]}
