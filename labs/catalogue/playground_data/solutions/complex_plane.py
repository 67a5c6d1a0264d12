"""Points as complex numbers; the order is drawn first, through the labels."""

import numpy as np


class Plane:
    def __init__(self, n, noise, seed):
        if n < 0:
            raise ValueError("n")
        if noise < 0 or noise > 0.5:
            raise ValueError("noise")
        self.rng, self.n, self.noise = np.random.default_rng(seed), n, noise
        self.sign = self.rng.permutation(np.repeat([1.0, -1.0], n // 2))

    def square(self, reach):
        u, v = self.rng.random((2, self.n)) * 2 - 1
        return reach * (u + 1j * v)

    @staticmethod
    def pair(z, y):
        return np.stack([z.real, z.imag], axis=1), y


def make_circle(n, noise, seed):
    p = Plane(n, noise, seed)
    share = p.rng.random(n)
    radius = np.where(p.sign > 0, 2.5 * share, 3.5 + 1.5 * share)
    z = radius * np.exp(2j * np.pi * p.rng.random(n))
    judged = z + noise * p.square(5)
    return p.pair(z, np.sign(2.5 - np.abs(judged)))


def make_xor(n, noise, seed):
    p = Plane(n, noise, seed)
    z = p.square(5)
    z = z + 0.3 * np.sign(z.real) + 0.3j * np.sign(z.imag)
    judged = z + noise * p.square(5)
    return p.pair(z, np.where((judged**2).imag < 0, -1.0, 1.0))


def make_gauss(n, noise, seed):
    p = Plane(n, noise, seed)
    x, y = p.rng.standard_normal((2, n)) * (0.5 + 7 * noise) ** 0.5
    return p.pair(x + 1j * y + (2 + 2j) * p.sign, p.sign)


def make_spiral(n, noise, seed):
    p = Plane(n, noise, seed)
    share = np.empty(n)
    for sign in (1, -1):
        share[p.sign == sign] = p.rng.permutation(n // 2) / max(n // 2, 1)
    z = 5j * share * p.sign * np.exp(-3.5j * np.pi * share)
    return p.pair(z + noise * p.square(1), p.sign)
