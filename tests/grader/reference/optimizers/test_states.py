from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp, mpf

from grader.reference.optimizers._states import enter, held, remaining, scaled


def test_weights_decide_the_dtype() -> None:
    (w, g), result = enter(np.ones(2, np.float32), [1.0, 2.0])
    assert (w.dtype, g.dtype, result) == (np.float32, np.float32, np.float32)
    assert held("m", [1.0, 2.0], w).dtype == np.float32


@pytest.mark.parametrize("other", [np.ones(3), np.ones((2, 1)), 1.0])
def test_shapes_must_be_equal(other: object) -> None:
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        enter(np.ones(2), other)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        held("m", other, np.ones(2))


@pytest.mark.parametrize(
    ("eps", "inside", "expected"),
    [(0.0, False, [0.0, 2.0]), (1.0, False, [0.0, 4 / 3]), (5.0, True, [0.0, 4 / 3])],
)
def test_step_is_divided_by_the_root(eps: float, inside: bool, expected: list[float]) -> None:
    out = np.empty(2)
    scaled(out, np.array([0.0, 4.0]), np.array([0.0, 4.0]), eps, inside)
    np.testing.assert_allclose(out, expected, rtol=1e-15)


def test_what_remains_of_a_memory_near_1() -> None:
    assert remaining(0.0, 3) == 1
    with mp.workdps(50):
        for memory in (0.5, 0.9, 0.999, 1 - 1e-12):
            for steps in (1, 2, 1000):
                wanted = float(1 - mpf(memory) ** steps)
                assert remaining(memory, steps) == pytest.approx(wanted, rel=4e-16)
