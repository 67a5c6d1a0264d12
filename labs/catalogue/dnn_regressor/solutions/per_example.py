import numpy as np


def run(params, x, masks, row):
    """One example through the network: all that the way back needs."""
    hs = [x]
    for k, (W, b) in enumerate(params[:-1]):
        h = np.maximum(hs[-1] @ W + b, 0)
        if masks is not None:
            h = h * masks[k][row]
        hs.append(h)
    W, b = params[-1]
    return hs, float((hs[-1] @ W + b)[0])


def fit_regressor(X, y, hidden, epochs, batches, masks, optimizer, l2, params):
    offset, factor = 0.0, 1.0
    if params is None:
        rng = np.random.default_rng(1)
        offset, factor = float(np.mean(y)), float(np.std(y))
        sizes = [X.shape[1], *hidden, 1]
        params, batches = [], []
        for k in range(len(sizes) - 1):
            W = rng.standard_normal((sizes[k], sizes[k + 1])) * (2 / sizes[k]) ** 0.5
            params.append((W, np.zeros(sizes[k + 1])))
        for _ in range(epochs):
            order = rng.permutation(len(X))
            batches += [order[i : i + 30] for i in range(0, len(X), 30)]
    params = [[W.copy(), b.copy()] for W, b in params]
    first = [[np.zeros(p.shape) for p in pair] for pair in params]
    second = [[np.zeros(p.shape) for p in pair] for pair in params]
    losses = []
    for step in range(len(batches)):
        rows = batches[step]
        total = 0.0
        grads = [[np.zeros(p.shape) for p in pair] for pair in params]
        mask = masks[step] if masks is not None else None
        for i, row in enumerate(rows):
            hs, out = run(params, X[row], mask, i)
            residual = out - (y[row] - offset) / factor
            total += residual**2
            d = np.array([2 * residual / len(rows)])
            for k in range(len(params) - 1, -1, -1):
                grads[k][0] += np.outer(hs[k], d)
                grads[k][1] += d
                if k > 0:
                    d = (params[k][0] @ d) * (hs[k] > 0)
                    if mask is not None:
                        d = d * mask[k - 1][i]
        losses.append(total / len(rows))
        for k in range(len(params)):
            grads[k][0] += 2 * l2 * params[k][0]
            for j in range(2):
                g = grads[k][j]
                if optimizer[0] == "adam":
                    first[k][j] = 0.9 * first[k][j] + 0.1 * g
                    second[k][j] = 0.999 * second[k][j] + 0.001 * g * g
                    correction = (1 - 0.999 ** (step + 1)) ** 0.5 / (1 - 0.9 ** (step + 1))
                    g = correction * first[k][j] / (np.sqrt(second[k][j]) + 1e-7)
                params[k][j] = params[k][j] - optimizer[1] * g
    return [params, [offset, factor]], np.array(losses, dtype=float)


def predict(model, X):
    params, (offset, factor) = model
    return np.array([run(params, x, None, 0)[1] for x in X]) * factor + offset
