"""Proximal Newton on problems that are not regressions."""

from __future__ import annotations

import numpy as np

from grader.reference.linear._proximal_newton import minimum


class Quadratic:
    """(x - c) H (x - c) / 2, whose model is exact."""

    def __init__(self, hessian, centre, l1, l2=0.0):
        self.h, self.c = np.array(hessian, float), np.array(centre, float)
        self.l1, self.l2 = np.full(self.c.size, l1), np.full(self.c.size, l2)
        self.looked = 0

    def value(self, at):
        return (at - self.c) @ self.h @ (at - self.c) / 2

    def slopes(self, at):
        self.looked += 1
        return self.h @ (at - self.c), self.h.copy()

    def gap(self, at):
        slope = self.h @ (at - self.c) + self.l2 * at
        beside = np.abs(slope + self.l1 * np.sign(at))
        return np.where(at == 0, np.maximum(np.abs(slope) - self.l1, 0), beside).max()


def test_a_quadratic_takes_few_steps_however_its_variables_depend_on_each_other():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        root = rng.standard_normal((6, 6)) * np.exp(2 * rng.standard_normal(6))
        problem = Quadratic(root.T @ root, rng.standard_normal(6), rng.choice([0.0, 0.1, 3.0]), 0.1)
        at = minimum(problem, np.zeros(6), 100, 1e-9)
        assert problem.gap(at) <= 1e-9
        assert problem.looked <= 12


def test_directions_without_curvature_and_nothing_to_do():
    flat = Quadratic([[1, 1], [1, 1]], [1, 1], 0.5)
    at = minimum(flat, np.zeros(2), 50, 1e-12)
    assert flat.gap(at) <= 1e-12 and at.sum() == np.float64(1.5)
    done = Quadratic(np.eye(2), [0.2, -0.1], 0.5)
    assert minimum(done, np.zeros(2), 50, 0.0).tolist() == [0, 0]
    assert done.looked == 0
