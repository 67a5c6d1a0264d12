"""Everything moved to a matrix of rows; the loss sums only where labels are not zero."""
import numpy as np

def prepare(logits, labels, axis, check, reduction):
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shape")
    kind = np.result_type(logits.dtype, labels.dtype)
    kind = kind if np.issubdtype(kind, np.floating) else np.float64
    z = np.array(np.swapaxes(logits, axis, -1), dtype=kind)
    q = np.array(np.swapaxes(labels, axis, -1), dtype=kind)
    shape = z.shape
    z, q = z.reshape(-1, shape[-1]), q.reshape(-1, shape[-1])
    if check and not (q >= 0).all():
        raise ValueError("negative")
    if check and not np.allclose(q.sum(1), 1, rtol=0, atol=1e-6):
        raise ValueError("sum")
    if reduction == "mean" and len(z) == 0:
        raise ValueError("empty")
    return z, q, shape

def softmax_ce(logits, labels, *, axis=-1, reduction="none", check=True):
    z, q, shape = prepare(logits, labels, axis, check, reduction)
    m = z.max(1)
    lse = m + np.log(np.exp(z - m[:, None]).sum(1))
    parts = np.multiply(q, lse[:, None] - z, where=q != 0, out=np.zeros_like(q))
    loss = parts.sum(1)
    if reduction == "none":
        out = loss.reshape(shape[:-1] + (1,))
        return np.swapaxes(out, axis, -1).squeeze(axis)
    return {"mean": np.mean, "sum": np.sum}[reduction](loss)

def softmax_ce_grad(logits, labels, *, axis=-1, reduction="none", check=True):
    z, q, shape = prepare(logits, labels, axis, check, reduction)
    e = np.exp(z - z.max(1)[:, None])
    grad = e / e.sum(1)[:, None] * q.sum(1)[:, None] - q
    if reduction == "mean":
        grad /= len(grad)
    return np.swapaxes(grad.reshape(shape), axis, -1)
