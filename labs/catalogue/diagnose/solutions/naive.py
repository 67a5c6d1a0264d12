"""Entry by entry: right, and slow on large layers."""

import math

import numpy as np


def _rms(values):
    top = 0.0
    for v in values:
        if math.isnan(v):
            return math.nan
        top = max(top, abs(v))
    if top == 0 or math.isinf(top):
        return top
    total = 0.0
    for v in values:
        total += (v / top) ** 2
    return top * math.sqrt(total / len(values))


def grad_report(grads, activations=()):
    if not grads:
        raise ValueError("no gradients")
    rms = []
    for g in grads:
        values = g.ravel().tolist()
        if not values:
            raise ValueError("an empty gradient")
        rms.append(_rms(values))
    zeros, dead = [], []
    for a in activations:
        if a.ndim != 2 or not a.size:
            raise ValueError("activations")
        rows, none = a.tolist(), 0
        alive = [False] * a.shape[1]
        for row in rows:
            for j, v in enumerate(row):
                if v == 0:
                    none += 1
                else:
                    alive[j] = True
        zeros.append(none / a.size)
        dead.append(alive.count(False) / len(alive))
    if rms[-1] == 0:
        ratio = math.nan if rms[0] == 0 or math.isnan(rms[0]) else math.inf
    elif math.isinf(rms[0]) and math.isinf(rms[-1]):
        ratio = math.nan
    else:
        ratio = rms[0] / rms[-1]
    return np.array(rms), ratio, np.array(zeros, float), np.array(dead, float)


def diagnose(report, *, vanishing=1e-4, exploding=1e4, dead=0.5):
    rms, ratio, _, shares = report
    for value in rms:
        if math.isnan(value) or math.isinf(value):
            return "exploding"
    if ratio > exploding:
        return "exploding"
    if ratio < vanishing:
        return "vanishing"
    for share in shares:
        if share > dead:
            return "dead"
    return "vanishing" if math.isnan(ratio) else "healthy"
