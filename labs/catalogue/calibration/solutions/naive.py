"""Row by row and number by number: right, and slow on many."""

import math

import numpy as np


def _gap(inverse, rows, classes):
    total = 0.0
    for row, y in zip(rows, classes):
        weights = [math.exp(v * inverse) for v in row]
        mean = sum(w * v for w, v in zip(weights, row)) / sum(weights)
        total += mean - row[y]
    return total


def temperature_scaling(logits, labels):
    if labels.dtype.kind not in "iu":
        raise TypeError("classes must be integers")
    if logits.ndim == 1:
        logits = np.stack([np.zeros_like(logits), logits], axis=1)
    if logits.ndim != 2 or labels.shape != logits.shape[:1] or not len(labels):
        raise ValueError("shapes do not fit")
    rows, classes = logits.tolist(), labels.tolist()
    for row, y in zip(rows, classes):
        if not all(map(math.isfinite, row)) or not 0 <= y < len(row):
            raise ValueError("NaN, infinity, or no such class")
    rows = [[v - max(row) for v in row] for row in rows]
    low, high = 1e-6, 1e6
    if _gap(high, rows, classes) <= 0:
        return 1e-6
    if _gap(low, rows, classes) >= 0:
        return 1e6
    at, other = 1.0, 2.0
    while abs(at - other) > 1e-10 * at:
        other = at
        g, h = _gap(at, rows, classes), 1e-4 * at
        low, high = (at, high) if g < 0 else (low, at)
        rise = (_gap(at + h, rows, classes) - g) / h
        at = at - g / rise if rise > 0 else math.sqrt(low * high)
        if not low < at < high:
            at = math.sqrt(low * high)
    return 1 / at


def platt_scaling(labels, scores):
    if labels.shape != scores.shape or scores.ndim != 1 or not len(scores):
        raise ValueError("shapes do not fit")
    y, s = labels.tolist(), scores.tolist()
    if any(v not in (0, 1) for v in y) or not all(map(math.isfinite, s)):
        raise ValueError("a label other than 0 and 1, NaN or infinity")
    positives = sum(map(int, y))
    high, low = (positives + 1) / (positives + 2), 1 / (len(y) - positives + 2)
    middle = (max(s) + min(s)) / 2
    width = (max(s) - min(s)) / 2 or 1.0
    a = b = 0.0
    for _ in range(60):
        ga = gb = hab = 0.0
        haa = hbb = 1e-12
        for v, x in zip(y, s):
            x = (x - middle) / width
            p = 1 / (1 + math.exp(-(a * x + b)))
            off, d = p - (high if v else low), p * (1 - p)
            ga, gb = ga + off * x, gb + off
            haa, hab, hbb = haa + d * x * x, hab + d * x, hbb + d
        det = haa * hbb - hab * hab
        da, db = (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det
        a, b = a - da, b - db
        if abs(da) + abs(db) < 1e-12:
            break
    return a / width, b - a * middle / width


def expected_calibration_error(labels, p, k=10, mode="uniform"):
    if labels.shape != p.shape or p.ndim != 1 or not len(p) or k < 1:
        raise ValueError("shapes do not fit, or k is below 1")
    edges = np.linspace(0, 1, k + 1)
    if not all(0 <= v <= 1 for v in [*labels.tolist(), *p.tolist()]):
        raise ValueError("outside of [0, 1]")
    if mode == "quantile":
        edges = np.percentile(p.astype(float), 100 * edges)
    inner, sums = edges[1:-1].tolist(), [0.0] * k
    for y, q in zip(labels.tolist(), p.tolist()):
        sums[sum(q > edge for edge in inner)] += q - y
    return sum(map(abs, sums)) / len(p)
