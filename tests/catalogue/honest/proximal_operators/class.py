import numpy as np

class Prox:
    def __init__(self, v, t):
        self.v = v if v.dtype.kind == "f" else v.astype(float)
        self.t = t

    def l1(self, t=None):
        t = self.t if t is None else t
        return np.sign(self.v) * np.clip(np.abs(self.v) - t, 0, None)

    def l0(self):
        out = self.v.copy()
        out[np.abs(self.v) <= np.sqrt(2 * self.t)] = 0
        return out

    def l2_sq(self):
        return self.v * (1 / (1 + self.t))

    def elastic(self):
        l1, l2 = self.t
        return self.l1(l1) / (1 + l2)

    def group(self):
        norm = np.linalg.norm(self.v.ravel())
        scale = max(0.0, 1 - self.t / norm) if norm > 0 else 0.0
        return self.v * scale

def prox(v, t, kind):
    return getattr(Prox(v, t), kind)()
