import numpy as np

def sigmoid_ce(z, y, reduction="none"):
    if z.shape != y.shape or np.any(y < 0) or np.any(y > 1):
        raise ValueError("input")
    buf = np.array(z, dtype=z.dtype if z.dtype.kind == "f" else float)
    np.abs(buf, out=buf)
    np.negative(buf, out=buf)
    np.exp(buf, out=buf)
    np.log1p(buf, out=buf)
    buf += np.maximum(z, 0)
    buf -= (z * y).astype(buf.dtype)
    if reduction == "mean":
        if buf.size == 0:
            raise ValueError("empty")
        return buf.mean()
    if reduction == "sum":
        return buf.sum()
    return buf

def sigmoid_ce_grad(z, y, reduction="none"):
    if z.shape != y.shape or np.any(y < 0) or np.any(y > 1):
        raise ValueError("input")
    buf = np.array(z, dtype=z.dtype if z.dtype.kind == "f" else float)
    buf *= 0.5
    np.tanh(buf, out=buf)
    buf += 1
    buf *= 0.5
    buf -= y
    if reduction == "mean":
        if buf.size == 0:
            raise ValueError("empty")
        buf /= buf.size
    return buf
