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
