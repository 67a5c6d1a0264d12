"""One example after the other through ReLU units, with momentum, and each layer an object."""

import numpy as np


class Layer:
    def __init__(self, rng, n, m):
        self.W = rng.normal(size=(n, m)) * np.sqrt(2 / n)
        self.b = rng.uniform(-1, 1, m)
        self.speed_W = np.zeros((n, m))
        self.speed_b = np.zeros(m)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, delta, lr):
        back = self.W @ delta
        self.speed_W = 0.9 * self.speed_W - lr * np.outer(self.x, delta)
        self.speed_b = 0.9 * self.speed_b - lr * delta
        self.W += self.speed_W
        self.b += self.speed_b
        return back


def train_spiral(X, y, seed):
    rng = np.random.default_rng(seed)
    one, two, three = Layer(rng, 2, 20), Layer(rng, 20, 20), Layer(rng, 20, 1)
    for epoch in range(60):
        lr = 0.002 if epoch < 45 else 0.0005
        for i in rng.permutation(len(X)):
            first = np.maximum(0, one.forward(X[i]))
            second = np.maximum(0, two.forward(first))
            logit = three.forward(second)
            delta = 1 / (1 + np.exp(-logit)) - y[i]
            delta = three.backward(delta, lr) * (second > 0)
            delta = two.backward(delta, lr) * (first > 0)
            one.backward(delta, lr)
    return "relu", [(layer.W, layer.b) for layer in (one, two, three)]


def spiral_gradients(model, X, y):
    """One example after the other, one unit after the other."""
    activation, layers = model
    grads = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in layers]
    for x, label in zip(X, y):
        values, slopes = [x], [None]
        for k, (W, b) in enumerate(layers):
            z = x @ W + b
            x, slope = at(activation if k < len(layers) - 1 else "linear", z)
            values.append(x)
            slopes.append(slope)
        delta = 1 / (1 + np.exp(-x)) - label
        for k in reversed(range(len(layers))):
            W = layers[k][0]
            for j in range(W.shape[1]):
                grads[k][1][j] += delta[j] / len(X)
                for i in range(W.shape[0]):
                    grads[k][0][i, j] += values[k][i] * delta[j] / len(X)
            if k:
                delta = np.array([W[i] @ delta for i in range(len(W))]) * slopes[k]
    return grads


def at(activation, z):
    """The value of an activation, and its slope."""
    if activation == "relu":
        return np.maximum(z, 0), np.where(z > 0, 1.0, 0.0)
    if activation == "tanh":
        return np.tanh(z), 1 / np.cosh(z) ** 2
    if activation == "sigmoid":
        p = 1 / (1 + np.exp(-z))
        return p, p * (1 - p)
    return z, np.ones_like(z)
