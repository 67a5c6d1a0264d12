import numpy as np

class Penalty:
    def __init__(self, kind, l1, l2):
        self.kind = kind
        self.a = l1 if kind in ("l1", "elastic") else 0.0
        self.b = l2 if kind in ("l2_sq", "elastic") else 0.0

    def value(self, w):
        if self.kind == "l0":
            return np.count_nonzero(w)
        w = w.astype(np.float64)
        total = 0.0
        if self.a:
            total += self.a * np.linalg.norm(w.ravel(), 1)
        if self.b:
            total += self.b * np.dot(w.ravel(), w.ravel())
        return total

    def slope(self, w):
        if self.kind == "l0":
            raise NotImplementedError
        kind = w.dtype if w.dtype.kind == "f" else np.dtype("float64")
        w = w.astype(kind)
        return self.a * np.sign(w) + 2.0 * self.b * w

def penalty(W, kind, l1=0.0, l2=0.0):
    p = Penalty(kind, l1, l2)
    if type(W) is list:
        total = 0
        for w in W:
            total = total + p.value(w)
        return total
    return p.value(W)

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    p = Penalty(kind, l1, l2)
    if type(W) is list:
        return [p.slope(w) for w in W]
    return p.slope(W)
