"""Steps by Adam, and a loss that grows in a straight line beyond 1: no example pulls harder."""

import numpy as np

SIZES = (32, 32, 32, 32, 1)


def train_regressor(X, y, seed):
    rng = np.random.default_rng(seed)
    mean, scale = X.mean(axis=(0, 1)), X.std(axis=(0, 1))
    inputs = (X - mean) / scale
    params, before = [], X.shape[2]
    for size in SIZES:
        params += [rng.normal(0, np.sqrt(2 / before), (before, size)), np.zeros(size)]
        before = size
    averages = [(np.zeros_like(part), np.zeros_like(part)) for part in params]
    for step, (x, target) in enumerate(zip(inputs, y), start=1):
        acts = [x]
        for i in range(0, len(params), 2):
            z = acts[-1] @ params[i] + params[i + 1]
            acts.append(z if i == len(params) - 2 else np.maximum(z, 0, out=z))
        delta = np.clip(acts[-1] - target[:, None], -1, 1) / len(x)
        grads = [None] * len(params)
        for i in range(len(params) - 2, -1, -2):
            grads[i], grads[i + 1] = acts[i // 2].T @ delta, delta.sum(axis=0)
            delta = (delta @ params[i].T) * (acts[i // 2] > 0)
        rate = 0.004 * (1 - (step - 1) / len(X))
        for part, grad, (first, second) in zip(params, grads, averages):
            first += 0.1 * (grad - first)
            second += 0.001 * (grad**2 - second)
            up = np.sqrt(second / (1 - 0.999**step)) + 1e-8
            part -= rate * first / (1 - 0.9**step) / up
    kinds = ["relu"] * 4 + ["linear"]
    layers = list(zip(params[::2], params[1::2], kinds))
    return {"mean": mean, "scale": scale, "layers": layers}
