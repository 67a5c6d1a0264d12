"""One case after the other; slopes and offsets on a third of the cases that was kept apart; the
threshold is the cheapest of a hundred."""

import math

import numpy as np


def train_decisions(X, y, c_fp, c_fn, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(y)).tolist()
    fitting, kept = order[: 2 * len(order) // 3], order[2 * len(order) // 3 :]
    w = np.zeros(X.shape[1] - 1)
    bias = 0.0
    for epoch in range(8):
        rate = 0.1 / (1 + epoch)
        for i in fitting:
            x = X[i, :-1]
            g = 1 / (1 + math.exp(-(w @ x + bias))) - y[i]
            w -= rate * g * x
            bias -= rate * g
    lines = []
    for clinic in (0, 1):
        pairs = [(float(w @ X[i, :-1]), float(y[i])) for i in kept if X[i, -1] == clinic]
        slope, offset = 1.0 - 0.8 * clinic, -0.5
        for epoch in range(30):
            for s, label in pairs:
                g = 1 / (1 + math.exp(-(slope * s + offset))) - label
                slope -= 0.02 / (1 + epoch) / 4 * g * s
                offset -= 0.02 / (1 + epoch) * g
        lines.append((slope, offset))
    best, least = 0.5, math.inf
    for k in range(1, 100):
        called, other = k / 100 * c_fn, (1 - k / 100) * c_fp
        if abs(called - other) < least:
            best, least = k / 100, abs(called - other)
    return best, (w, lines)


def predict_probabilities(model, X):
    w, lines = model[1]
    answer = []
    for row in X:
        slope, offset = lines[int(row[-1])]
        answer.append(1 / (1 + math.exp(-(slope * float(w @ row[:-1]) + offset))))
    return np.array(answer)
