"""The biases start at the logarithms of the frequencies, as one more column of the weights; the
parts of one row are added up by sorting before the row is changed."""

import numpy as np

SAMPLED, BATCH, RATE = 200, 125, 0.2


def train_classes(X, y, classes, seed):
    rng = np.random.default_rng(seed)
    inputs = np.column_stack([X, np.ones(len(X), X.dtype)])
    log_q = np.log(np.log1p(1 / np.arange(1, classes + 1)) / np.log(classes + 1))
    table = np.zeros((classes, inputs.shape[1]), np.float32)
    table[:, -1] = log_q
    shift = (log_q + np.log(SAMPLED)).astype(np.float32)
    batches = rng.permutation(len(X)).reshape(-1, BATCH)
    draws = np.exp(rng.random((len(batches), SAMPLED)) * np.log(classes + 1)).astype(int) - 1
    for step, (rows, sampled) in enumerate(zip(batches, draws)):
        x, label = inputs[rows], y[rows]
        true = np.einsum("ij,ij->i", x, table[label]) - shift[label]
        others = x @ table[sampled].T
        others -= shift[sampled]
        others[label[:, None] == sampled] = -np.inf
        # The probability of the others is a sigmoid: no column for the right class is needed.
        top = np.maximum(true, others.max(axis=1))
        e = np.exp(others - top[:, None])
        total = e.sum(axis=1) + np.exp(true - top)
        e /= total[:, None]
        push = np.vstack([e.T @ x, -e.sum(axis=1)[:, None] * x])
        ids = np.concatenate([sampled, label])
        by_id = np.argsort(ids, kind="stable")
        ids = ids[by_id]
        first = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]])
        rate = np.float32(RATE * (1 - step / len(batches)))
        table[ids[first]] -= rate * np.add.reduceat(push[by_id], first, axis=0)
    return table[:, :-1].copy(), table[:, -1].copy()
