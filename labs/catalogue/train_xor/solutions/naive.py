"""One example after the other, with loops over the units."""

import math
import random

import numpy as np


def train_xor(X, y, hidden, epochs, lr, seed):
    chance = random.Random(seed)
    points = [(float(a), float(b)) for a, b in X]
    w = [[chance.gauss(0, 1), chance.gauss(0, 1), 0.0] for _ in range(hidden)]
    v = [chance.gauss(0, math.sqrt(2 / hidden)) for _ in range(hidden)]
    bias = 0.0
    order = list(range(len(points)))
    for _ in range(epochs):
        chance.shuffle(order)
        for i in order:
            a, b = points[i]
            h = [max(0.0, u[0] * a + u[1] * b + u[2]) for u in w]
            logit = bias + sum(weight * value for weight, value in zip(v, h))
            delta = lr / 10 * ((1 + math.tanh(logit / 2)) / 2 - float(y[i]))
            for j, value in enumerate(h):
                if value > 0:
                    slope = delta * v[j]
                    w[j][0] -= slope * a
                    w[j][1] -= slope * b
                    w[j][2] -= slope
                v[j] -= delta * value
            bias -= delta
    layers = np.array(w)
    return [(layers[:, :2].T.copy(), layers[:, 2]), (np.array(v)[:, None], np.array([bias]))]
