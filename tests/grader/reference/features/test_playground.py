"""The inputs of the playground."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref


def test_playground_inputs():
    got = ref.playground_features([[2.0, 3.0], [-1.0, 0.0]])
    wanted = [[2, 3, 4, 9, 6, np.sin(2), np.sin(3)], [-1, 0, 1, 0, 0, np.sin(-1), 0]]
    np.testing.assert_allclose(got, wanted, atol=1e-15)
    assert ref.playground_features([[2.0, 3.0]], ["xTimesY", "y"]).tolist() == [[6, 3]]
    assert ref.playground_features([[2.0, 3.0]], []).shape == (1, 0)
    for bad in ([2.0, 3.0], [[1.0, 2.0, 3.0]], [[1.0]], np.zeros((1, 2, 2))):
        with pytest.raises(ValueError, match=r"it must be \(N, 2\), points in the plane"):
            ref.playground_features(bad)
    with pytest.raises(ValueError, match=r"^names is 'cosX'; it must be one of x, y, xSquared"):
        ref.playground_features([[1.0, 2.0]], ["cosX"])
