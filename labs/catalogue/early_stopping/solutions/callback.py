"""As a callback that receives each epoch's loss."""

import numpy as np


class Watch:
    def __init__(self, patience, min_delta):
        if patience < 0 or min_delta < 0:
            raise ValueError("negative")
        self.patience, self.min_delta = patience or 1, min_delta
        self.best, self.best_epoch, self.bad = np.inf, -1, 0

    def tell(self, epoch, loss):
        """Whether training goes on."""
        if np.isfinite(loss) or loss == -np.inf:
            if self.best > loss + self.min_delta:
                self.best, self.best_epoch, self.bad = loss, epoch, 0
                return True
        self.bad += 1
        return epoch == 0 or self.bad < self.patience


def early_stopping(values, patience, min_delta=0.0):
    if values.size < 1:
        raise ValueError("no epochs")
    watch = Watch(patience, min_delta)
    for epoch in range(values.size):
        if not watch.tell(epoch, float(values[epoch])):
            return epoch, watch.best_epoch
    return -1, watch.best_epoch
