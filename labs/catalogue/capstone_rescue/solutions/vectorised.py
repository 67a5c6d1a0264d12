import numpy as np

RATE, MOST_NORM = 0.4, 1.0


def train_regressor(X, y, seed):
    rng = np.random.default_rng(seed)
    steps, size, features = X.shape
    mean = X.mean(axis=(0, 1))
    scale = X.std(axis=(0, 1))
    layers = []
    sizes = [features, 32, 32, 32, 32, 1]
    for depth, (n, m) in enumerate(zip(sizes, sizes[1:])):
        W = rng.normal(size=(n, m)) * np.sqrt(2 / n)
        b = np.zeros(m)
        layers.append([W, b, "relu" if depth < 4 else "linear"])
    for step in range(steps):
        inputs, h = [], (X[step] - mean) / scale
        for W, b, kind in layers:
            inputs.append(h)
            h = h @ W + b
            if kind == "relu":
                h = np.maximum(h, 0)
        delta = (h - y[step][:, None]) / size
        grads = []
        for i in reversed(range(len(layers))):
            grads.append((inputs[i].T @ delta, delta.sum(axis=0)))
            if i > 0:
                delta = (delta @ layers[i][0].T) * (inputs[i] > 0)
        grads = grads[::-1]
        norm = np.sqrt(sum(np.sum(g**2) for pair in grads for g in pair))
        shrink = min(1, MOST_NORM / norm)
        rate = RATE * (1 - step / steps)
        for layer, (grad_W, grad_b) in zip(layers, grads):
            layer[0] = layer[0] - rate * shrink * grad_W
            layer[1] = layer[1] - rate * shrink * grad_b
    return {"mean": mean, "scale": scale, "layers": [tuple(layer) for layer in layers]}
