import numpy as np

class SigmoidCE:
    def __init__(self, z, y, reduction):
        if z.shape != y.shape:
            raise ValueError("z and y differ in shape")
        if np.any((y < 0) | (y > 1)):
            raise ValueError("label outside [0, 1]")
        if reduction == "mean" and not z.size:
            raise ValueError("mean of nothing")
        self.z = z if z.dtype.kind == "f" else z.astype(np.float64)
        self.y = y.astype(self.z.dtype)
        self.reduction = reduction
        self.e = np.exp(-np.abs(self.z))

    def losses(self):
        return np.maximum(self.z, 0) - self.z * self.y + np.log1p(self.e)

    def forward(self):
        losses = self.losses()
        if self.reduction == "sum":
            return losses.sum()
        if self.reduction == "mean":
            return losses.sum() / losses.size
        return losses

    def backward(self):
        p = np.where(self.z >= 0, 1.0, self.e) / (1 + self.e)
        grad = p - self.y
        scale = self.z.size if self.reduction == "mean" else 1
        return grad / scale

def sigmoid_ce(z, y, reduction="none"):
    return SigmoidCE(z, y, reduction).forward()

def sigmoid_ce_grad(z, y, reduction="none"):
    return SigmoidCE(z, y, reduction).backward()
