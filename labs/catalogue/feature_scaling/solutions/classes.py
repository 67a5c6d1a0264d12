"""A class for each kind; one wraps another."""

import numpy as np


class Shifted:
    def there(self, X):
        if X.shape[1:] != np.shape(self.shift):
            raise ValueError("features")
        with np.errstate(all="ignore"):
            out = (X - self.shift) / self.spread
        out[..., self.flat] = self.middle
        return out

    def back(self, X):
        if X.shape[1:] != np.shape(self.shift):
            raise ValueError("features")
        return self.shift + self.spread * X


class ZScore(Shifted):
    middle = 0.0

    def __init__(self, X):
        self.flat = np.ptp(X, axis=0) == 0
        self.shift = np.where(self.flat, X[0], np.mean(X, axis=0))
        self.spread = np.where(self.flat, 0, np.sqrt(np.mean((X - self.shift) ** 2, axis=0)))
        self.spread = self.spread.astype(X.dtype)


class Linear(Shifted):
    middle = 0.5

    def __init__(self, X):
        self.shift = X.min(axis=0)
        self.spread = np.ptp(X, axis=0)
        self.flat = self.spread == 0


class Log(ZScore):
    def __init__(self, X):
        super().__init__(self.log(X))

    @staticmethod
    def log(X):
        if np.any(X < 0):
            raise ValueError("no logarithm")
        return np.log1p(X)

    def there(self, X):
        return super().there(self.log(X))

    def back(self, X):
        return np.expm1(super().back(X))


KINDS = {"zscore": ZScore, "linear": Linear, "log": Log}


def real(X):
    return X * 1.0 if X.dtype.kind in "iub" else X


def fit_scaler(X, kind="zscore"):
    if kind not in KINDS:
        raise ValueError(kind)
    if X.shape[0] == 0 or not np.all(np.isfinite(X)):
        raise ValueError("X")
    return KINDS[kind](real(X))


def transform(scaler, X):
    return scaler.there(real(X))


def inverse_transform(scaler, X):
    return scaler.back(real(X))
