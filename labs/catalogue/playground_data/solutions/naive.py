"""Point by point, as the playground's own code does it."""

import math

import numpy as np


def start(n, noise, seed):
    if n < 0 or noise < 0 or noise > 0.5:
        raise ValueError("n or noise")
    return np.random.default_rng(seed)


def finish(points, rng=None):
    if rng is not None:
        rng.shuffle(points)
    X, y = np.zeros((len(points), 2)), np.zeros(len(points))
    for i, (a, b, label) in enumerate(points):
        X[i] = a, b
        y[i] = label
    return X, y


def make_circle(n, noise, seed):
    rng = start(n, noise, seed)
    points = []
    for i in range(n):
        r = rng.uniform(0, 2.5) if i % 2 else rng.uniform(3.5, 5)
        angle = rng.uniform(0, 2 * math.pi)
        x, y = r * math.sin(angle), r * math.cos(angle)
        dx, dy = rng.uniform(-5, 5) * noise, rng.uniform(-5, 5) * noise
        points.append((x, y, 1 if math.hypot(x + dx, y + dy) < 2.5 else -1))
    return finish(points, rng)


def make_xor(n, noise, seed):
    rng = start(n, noise, seed)
    points = []
    for _ in range(n):
        x, y = rng.uniform(-5, 5), rng.uniform(-5, 5)
        x += 0.3 if x > 0 else -0.3
        y += 0.3 if y > 0 else -0.3
        dx, dy = rng.uniform(-5, 5) * noise, rng.uniform(-5, 5) * noise
        points.append((x, y, 1 if (x + dx) * (y + dy) >= 0 else -1))
    return finish(points)


def make_gauss(n, noise, seed):
    rng = start(n, noise, seed)
    scale = math.sqrt(0.5 + noise / 0.5 * 3.5)
    points = []
    for label in (1, -1):
        for _ in range(n // 2):
            points.append((rng.normal(2 * label, scale), rng.normal(2 * label, scale), label))
    return finish(points, rng)


def make_spiral(n, noise, seed):
    rng = start(n, noise, seed)
    m = n // 2
    points = []
    for label, turn in ((1, 0.0), (-1, math.pi)):
        for i in range(m):
            r = i / m * 5
            t = 1.75 * i / m * 2 * math.pi + turn
            x = r * math.sin(t) + rng.uniform(-1, 1) * noise
            y = r * math.cos(t) + rng.uniform(-1, 1) * noise
            points.append((x, y, label))
    return finish(points, rng)
