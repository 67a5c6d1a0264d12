import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    """Uses match."""
    result = 0.0
    stack = list(W) if isinstance(W, list) else [W]
    while stack:
        w = stack.pop()
        match kind:
            case "l0":
                result += np.sum(np.abs(w) > 0)
            case "l1":
                result += l1 * np.sum(np.maximum(w, -w))
            case "l2_sq":
                result += l2 * np.sum(np.power(w, 2))
            case "elastic":
                result += l1 * np.sum(np.maximum(w, -w)) + l2 * np.sum(np.power(w, 2))
    return result

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    match kind:
        case "l0":
            raise NotImplementedError
        case "l1":
            f = lambda w: l1 * np.sign(w)
        case "l2_sq":
            f = lambda w: l2 * (2 * w)
        case "elastic":
            f = lambda w: l1 * np.sign(w) + l2 * (2 * w)
    g = lambda w: f(w.astype(np.result_type(w, np.float32) if w.dtype.kind == "f" else float))
    if isinstance(W, list):
        return [g(w) for w in W]
    return g(W)
