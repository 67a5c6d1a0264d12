"""A class for a layer; tanh units, whose slope is 1 at 0, with weights of 1 / inputs."""

import numpy as np


class Layer:
    def __init__(self, rng, inputs, units, kind):
        self.W = rng.standard_normal((inputs, units)) / np.sqrt(inputs)
        self.b = np.zeros(units)
        self.kind = kind

    def forward(self, x):
        self.x = x
        z = x @ self.W + self.b
        self.out = np.tanh(z) if self.kind == "tanh" else z
        return self.out

    def backward(self, grad):
        if self.kind == "tanh":
            grad = grad * (1 - self.out * self.out)
        self.dW = self.x.T @ grad
        self.db = grad.sum(0)
        return grad @ self.W.T


def train_regressor(X, y, seed):
    rng = np.random.default_rng(seed)
    rows = X.reshape(-1, X.shape[-1])
    mean, scale = rows.mean(0), rows.std(0)
    net = [Layer(rng, X.shape[-1], 32, "tanh")]
    net += [Layer(rng, 32, 32, "tanh") for _ in range(3)] + [Layer(rng, 32, 1, "linear")]
    for number in range(len(X)):
        out = (X[number] - mean) / scale
        for layer in net:
            out = layer.forward(out)
        grad = (out - y[number].reshape(-1, 1)) / X.shape[1]
        for layer in net[::-1]:
            grad = layer.backward(grad)
        length = sum((layer.dW**2).sum() + (layer.db**2).sum() for layer in net) ** 0.5
        rate = 0.3 if number < 500 else 0.05
        if length > 1:
            rate /= length
        for layer in net:
            layer.W -= rate * layer.dW
            layer.b -= rate * layer.db
    layers = [(layer.W, layer.b, layer.kind) for layer in net]
    return {"mean": mean, "scale": scale, "layers": layers}
