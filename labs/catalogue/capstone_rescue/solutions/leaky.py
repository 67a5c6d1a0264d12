"""Leaky units and momentum; targets beyond five deviations are left out of the batch."""

import numpy as np

LEAK = 0.01


def train_regressor(X, y, seed):
    rng = np.random.default_rng(seed)
    mean, scale = X.mean((0, 1)), X.std((0, 1))
    middle = np.median(y)
    spread = 1.4826 * np.median(np.abs(y - middle))
    sizes = [X.shape[2], 32, 32, 32, 32, 1]
    Ws = [rng.normal(size=(n, m)) * (2 / n) ** 0.5 for n, m in zip(sizes, sizes[1:])]
    bs = [np.zeros(m) for m in sizes[1:]]
    moving = [np.zeros_like(part) for part in Ws + bs]
    for step in range(len(X)):
        keep = np.abs(y[step] - middle) < 5 * spread
        h, target = (X[step][keep] - mean) / scale, y[step][keep][:, None]
        hs, slopes = [h], []
        for W, b in zip(Ws[:-1], bs[:-1]):
            z = h @ W + b
            slopes.append(np.where(z > 0, 1, LEAK))
            h = z * slopes[-1]
            hs.append(h)
        delta = (h @ Ws[-1] + bs[-1] - target) / len(target)
        dW, db = [None] * 5, [None] * 5
        for i in range(4, -1, -1):
            dW[i], db[i] = hs[i].T @ delta, delta.sum(0)
            if i:
                delta = delta @ Ws[i].T * slopes[i - 1]
        rate = 0.05 * (1 - step / len(X))
        for part, speed, grad in zip(Ws + bs, moving, dW + db):
            speed *= 0.9
            speed -= rate * np.clip(grad, -1, 1)
            part += speed
    kinds = ["leaky_relu"] * 4 + ["linear"]
    return {"mean": mean, "scale": scale, "layers": list(zip(Ws, bs, kinds))}
