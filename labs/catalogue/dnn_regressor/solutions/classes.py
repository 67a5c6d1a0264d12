import numpy as np


class Adam:
    def __init__(self, lr):
        self.lr, self.t, self.m, self.v = lr, 0, 0, 0

    def step(self, w, g):
        self.t += 1
        self.m = self.m + (1 - 0.9) * (g - self.m)
        self.v = self.v + (1 - 0.999) * (g * g - self.v)
        rate = self.lr * (1 - 0.999**self.t) ** 0.5 / (1 - 0.9**self.t)
        return w - rate * self.m / (np.sqrt(self.v) + 1e-7)


class Descent:
    def __init__(self, lr):
        self.lr = lr

    def step(self, w, g):
        return w - self.lr * g


class Dense:
    def __init__(self, W, b, make, is_last):
        self.W, self.b, self.is_last = np.array(W), np.array(b), is_last
        self.for_W, self.for_b = make(), make()

    def __call__(self, x, factor=1.0):
        self.x, self.factor = x, factor
        self.z = np.dot(x, self.W) + self.b
        return self.z if self.is_last else np.where(self.z > 0, self.z, 0) * factor

    def back(self, d):
        if not self.is_last:
            d = np.where(self.z > 0, d * self.factor, 0)
        self.dW, self.db = np.dot(self.x.T, d), np.add.reduce(d, axis=0)
        return np.dot(d, self.W.T)

    def learn(self, l2):
        self.W = self.for_W.step(self.W, self.dW + 2 * l2 * self.W)
        self.b = self.for_b.step(self.b, self.db)


def fit_regressor(X, y, hidden, epochs, batches, masks, optimizer, l2, params):
    middle, width = 0.0, 1.0
    if params is None:
        rng = np.random.default_rng(7)
        middle, width = np.median(y), np.ptp(y) / 2
        sizes = [X.shape[1]] + list(hidden) + [1]
        params = []
        for before, after in zip(sizes[:-1], sizes[1:]):
            a = np.sqrt(6 / before)
            params.append((rng.uniform(-a, a, (before, after)), np.zeros(after)))
        batches = []
        for _ in range(epochs):
            batches.extend(np.array_split(rng.permutation(len(X)), len(X) // 16))
    kind = {"sgd": Descent, "adam": Adam}[optimizer[0]]
    last = len(params) - 1
    layers = [Dense(W, b, lambda: kind(optimizer[1]), k == last) for k, (W, b) in enumerate(params)]
    losses = np.zeros(len(batches))
    target = ((y - middle) / width).reshape(-1, 1)
    for step, rows in enumerate(batches):
        h = X[rows]
        for k, layer in enumerate(layers):
            h = layer(h, masks[step][k] if masks and k < last else 1.0)
        error = h - target[rows]
        losses[step] = (error**2).sum() / len(error)
        d = error * (2 / len(error))
        for layer in layers[::-1]:
            d = layer.back(d)
        for layer in layers:
            layer.learn(l2)
    arrays = [layer.W for layer in layers], [layer.b for layer in layers]
    return {"weights": arrays[0], "biases": arrays[1], "y": (float(middle), float(width))}, losses


def predict(model, X):
    h = X
    for W, b in zip(model["weights"][:-1], model["biases"][:-1]):
        h = np.maximum(h @ W + b, 0)
    out = h @ model["weights"][-1] + model["biases"][-1]
    return model["y"][0] + model["y"][1] * out.ravel()
