"""The interior-point method of the hinge loss."""

from __future__ import annotations

import numpy as np

from grader.reference.linear._interior_point import HingeProgram
from grader.reference.linear._margins import Hinge


def test_few_steps_are_enough_and_everything_stays_positive():
    rng = np.random.default_rng(0)
    for l2 in (1.0, 1e-3, 1e-6):
        X, y = rng.standard_normal((60, 4)), np.where(rng.random(60) < 0.5, 1.0, -1.0)
        program = HingeProgram(Hinge(X, y, np.full(60, 1 / 60), l2))
        program.solve(40, 1e-11)
        assert program.gap() <= 1e-11
        assert ((program.alpha > 0) & (program.alpha < program.c)).all()
        np.testing.assert_allclose(program.alpha @ y, 0, atol=1e-9)
