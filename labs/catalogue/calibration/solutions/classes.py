"""Objects for the two convex problems, and a plain loop over the buckets."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Temperature:
    z: np.ndarray
    y: np.ndarray

    def loss(self, log_beta):
        scaled = self.z * np.exp(log_beta)
        top = scaled.max(axis=1)
        total = np.log(np.exp(scaled - top[:, None]).sum(axis=1)) + top
        return scaled, total

    def slope(self, log_beta):
        scaled, total = self.loss(log_beta)
        p = np.exp(scaled - total[:, None])
        return np.mean((p * scaled).sum(axis=1) - scaled[np.arange(self.y.size), self.y])

    def best(self):
        ends = [-6 * np.log(10), 6 * np.log(10)]
        for _ in range(70):
            middle = sum(ends) / 2
            ends[int(self.slope(middle) >= 0)] = middle
        return float(np.exp(-sum(ends) / 2))


def temperature_scaling(logits, labels):
    z, y = np.array(logits, float), np.array(labels)
    if not np.issubdtype(y.dtype, np.integer):
        raise TypeError("integers")
    if z.ndim == 1:
        z = np.column_stack([np.zeros(z.size), z])
    if y.ndim != 1 or z.shape[0] != y.size or not y.size or not np.isfinite(z).all():
        raise ValueError("shapes, NaN or infinity")
    if set(y.tolist()) - set(range(z.shape[1])):
        raise ValueError("classes")
    return Temperature(z - z.max(axis=1)[:, None], y).best()


def platt_scaling(labels, scores):
    y, s = np.array(labels, float), np.array(scores, float)
    if y.shape != s.shape or y.ndim != 1 or not y.size or not np.isfinite(s).all():
        raise ValueError("shapes, NaN or infinity")
    if set(y.tolist()) - {0.0, 1.0}:
        raise ValueError("labels")
    p = y.sum()
    target = y * (p + 1) / (p + 2) + (1 - y) / (y.size - p + 2)
    middle = (s.max() + s.min()) / 2
    width = (s.max() - s.min()) / 2 or 1.0
    x, a, b = (s - middle) / width, 0.0, 0.0
    for _ in range(100):
        q = 0.5 * (1 + np.tanh(0.5 * (a * x + b)))
        off, v = q - target, q * (1 - q)
        ga, gb = (off * x).sum(), off.sum()
        haa, hab, hbb = (v * x * x).sum() + 1e-12, (v * x).sum(), v.sum() + 1e-12
        det = haa * hbb - hab * hab
        da, db = (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det
        a, b = a - da, b - db
        if abs(da) + abs(db) < 1e-13:
            break
    return a / width, b - a * middle / width


def expected_calibration_error(labels, p, k=10, mode="uniform"):
    y, q = np.array(labels, float), np.array(p, float)
    if y.shape != q.shape or y.ndim != 1 or not y.size or k < 1:
        raise ValueError("shapes, or k")
    if not (np.abs(y - 0.5) <= 0.5).all() or not (np.abs(q - 0.5) <= 0.5).all():
        raise ValueError("outside of [0, 1]")
    grid = np.linspace(0, 1, k + 1)
    inner = (grid if mode == "uniform" else np.percentile(q, 100 * grid))[1:-1]
    place = (q[:, None] > inner).sum(axis=1)
    error = 0.0
    for bucket in range(k):
        held = place == bucket
        if held.any():
            error += held.mean() * abs(q[held].mean() - y[held].mean())
    return error
