import numpy as np


def views(flat, units):
    """The arrays of all layers as parts of one vector."""
    layers, at = [], 0
    for a, b in zip(units, units[1:]):
        W = flat[at : at + a * b].reshape(a, b)
        layers.append((W, flat[at + a * b : at + a * b + b]))
        at += (a + 1) * b
    return layers


def fit_regressor(X, y, hidden, epochs, batches, masks, optimizer, l2, params):
    units = [X.shape[1], *hidden, 1]
    flat = np.zeros(sum((a + 1) * b for a, b in zip(units, units[1:])))
    layers, is_weight = views(flat, units), np.zeros(flat.size)
    for W, _ in views(is_weight, units):
        W[...] = 1
    shift, scale = 0.0, 1.0
    if params is None:
        rng = np.random.default_rng(3)
        for W, _ in layers:
            W[...] = rng.normal(0, np.sqrt(2 / len(W)), W.shape)
        orders = [rng.permutation(len(X)) for _ in range(epochs)]
        batches = [order[k : k + 20] for order in orders for k in range(0, len(X), 20)]
        shift, scale = float(y.mean()), float(y.std())
    else:
        for (W, b), (W0, b0) in zip(layers, params):
            W[...], b[...] = W0, b0
    goal, grad = (y - shift) / scale, np.empty_like(flat)
    slopes = views(grad, units)
    m, v, losses = np.zeros_like(flat), np.zeros_like(flat), np.empty(len(batches))
    for t, rows in enumerate(batches):
        hs = [X[rows]]
        gates = []
        for k, (W, b) in enumerate(layers[:-1]):
            z = hs[-1] @ W + b
            gates.append((z > 0) * (masks[t][k] if masks is not None else 1.0))
            hs.append(z * gates[-1])
        W, b = layers[-1]
        r = (hs[-1] @ W + b)[:, 0] - goal[rows]
        losses[t] = r @ r / r.size
        d = (2 / r.size * r)[:, None]
        for k in range(len(layers) - 1, -1, -1):
            np.matmul(hs[k].T, d, out=slopes[k][0])
            d.sum(axis=0, out=slopes[k][1])
            if k:
                d = d @ layers[k][0].T * gates[k - 1]
        grad += 2 * l2 * is_weight * flat
        if optimizer[0] == "sgd":
            flat -= optimizer[1] * grad
        else:
            m += 0.1 * (grad - m)
            v += 0.001 * (grad**2 - v)
            unbiased = np.sqrt(1 - 0.999 ** (t + 1)) / (1 - 0.9 ** (t + 1))
            flat -= optimizer[1] * unbiased * m / (np.sqrt(v) + 1e-7)
    return (flat, units, shift, scale), losses


def predict(model, X):
    flat, units, shift, scale = model
    layers = views(np.asarray(flat), units)
    h = X
    for W, b in layers[:-1]:
        h = np.clip(h @ W + b, 0, None)
    return (h @ layers[-1][0] + layers[-1][1])[:, 0] * scale + shift
