import numpy as np

class SoftmaxCE:
    def __init__(self, logits, labels):
        if labels.dtype.kind not in ("i", "u"):
            raise TypeError("labels must be ints")
        if labels.shape != logits.shape[:1]:
            raise ValueError("labels must be (N,)")
        if ((labels < 0) | (labels >= logits.shape[1])).any():
            raise ValueError("labels must be in range")
        self.N, self.C = logits.shape
        self.dtype = logits.dtype if logits.dtype.kind == "f" else np.dtype(float)
        self.labels = labels.astype(int)
        shifted = logits.astype(self.dtype)
        shifted = shifted - shifted.max(axis=1, keepdims=True)
        self.log_norm = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.log_p = shifted - self.log_norm

    def loss(self):
        return -self.log_p[range(self.N), self.labels]

    def grad(self):
        g = np.exp(self.log_p)
        g[range(self.N), self.labels] -= 1
        return g

def _mean_ok(y, reduction):
    if reduction == "mean" and y.shape[0] == 0:
        raise ValueError("mean over no examples")

def sparse_ce(z, y, reduction="none"):
    s = SoftmaxCE(z, y)
    _mean_ok(y, reduction)
    l = s.loss()
    return {"none": l, "sum": l.sum(), "mean": l.sum() / max(s.N, 1)}[reduction]

def sparse_ce_grad(z, y, reduction="none"):
    s = SoftmaxCE(z, y)
    _mean_ok(y, reduction)
    g = s.grad()
    return g / s.N if reduction == "mean" else g
