"""One pass of FTRL in plain Python, with a dict for each cross."""

import math
from itertools import combinations

import numpy as np


def train_clicks(ids, y, sizes, seed):
    rate, l1, beta = 0.3, 8.0, 1.0
    crosses = [(None, i) for i in range(5)] + list(combinations(range(5), 2))
    state = [{} for _ in crosses]
    bias = math.log(0.25)
    rows, labels = ids.tolist(), y.tolist()
    for i in np.random.default_rng(seed).permutation(len(rows)).tolist():
        row = rows[i]
        cells, score = [], bias
        for (a, b), table in zip(crosses, state):
            key = row[b] if a is None else row[a] * sizes[b] + row[b]
            cell = table.get(key)
            if cell is None:
                cell = table[key] = [0.0, 0.0, 0.0]
            cells.append(cell)
            score += cell[0]
        g = 1 / (1 + math.exp(-score)) - labels[i]
        bias -= 0.002 * g
        for cell in cells:
            w, z, n = cell
            root = math.sqrt(n + g * g)
            z += g - (root - math.sqrt(n)) / rate * w
            w = 0.0
            if z > l1:
                w = (l1 - z) * rate / (beta + root)
            elif z < -l1:
                w = (-l1 - z) * rate / (beta + root)
            cell[:] = w, z, n + g * g
    parts = []
    for (a, b), table in zip(crosses, state):
        w = np.zeros(sizes[b] if a is None else sizes[a] * sizes[b])
        for key, cell in table.items():
            w[key] = cell[0]
        parts.append(((b,) if a is None else (a, b), w))
    return bias, parts
