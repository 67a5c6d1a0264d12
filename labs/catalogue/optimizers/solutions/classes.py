"""A class for each optimizer; its instances are the state."""

import copy

import numpy as np


class Sgd:
    lr = 0.01

    def change(self, g):
        return -self.lr * g


class Momentum(Sgd):
    mu = 0.9
    v = 0.0

    def change(self, g):
        self.v = self.mu * self.v - self.lr * g
        return self.v


class Nesterov(Momentum):
    def change(self, g):
        return self.mu * super().change(g) - self.lr * g


class Adagrad(Sgd):
    eps = 1e-7
    initial = 0.1
    total = None

    def change(self, g):
        self.total = (self.initial if self.total is None else self.total) + np.square(g)
        return -self.lr * g * (self.total + self.eps) ** -0.5


class RmsProp(Adagrad):
    lr = 0.001
    rho = 0.9

    def change(self, g):
        self.total = self.rho * (self.total if self.total is not None else 0.0) + (
            1 - self.rho
        ) * np.square(g)
        return -self.lr * g * (self.total + self.eps) ** -0.5


class Adam(Sgd):
    lr = 0.001
    beta1, beta2, eps = 0.9, 0.999, 1e-7
    m = s = 0.0
    t = 0

    def change(self, g):
        self.t += 1
        self.m = self.m + (1 - self.beta1) * (g - self.m)
        self.s = self.s + (1 - self.beta2) * (g * g - self.s)
        # the corrected averages, and an eps that is corrected as the root is
        root = float(np.sqrt(1 - self.beta2**self.t))
        mean = self.m / (1 - self.beta1**self.t)
        return -self.lr * mean / (np.sqrt(self.s) / root + self.eps / root)


CLASSES = {
    "sgd": Sgd,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": Adagrad,
    "rmsprop": RmsProp,
    "adam": Adam,
}


def optimizer_step(name, w, g, state=None, **hyper):
    if name not in CLASSES:
        raise ValueError("no such optimizer")
    if w.shape != g.shape:
        raise ValueError("w and g differ in shape")
    optimizer = CLASSES[name]() if state is None else copy.copy(state)
    for key, value in hyper.items():
        setattr(optimizer, key, value)
    if w.dtype.kind != "f":
        w = w * 1.0
    return w + optimizer.change(g if g.dtype.kind == "f" else g * 1.0), optimizer
