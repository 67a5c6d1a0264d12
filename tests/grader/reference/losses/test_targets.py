"""One-hot rows and label smoothing."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref


def test_one_hot_rows():
    assert ref.one_hot([1, 0], 3).tolist() == [[0, 1, 0], [1, 0, 0]]
    assert ref.one_hot(2, 3).tolist() == [0, 0, 1]
    assert ref.one_hot([[0], [1]], 2).shape == (2, 1, 2)
    assert ref.one_hot([], 3).shape == (0, 3)
    assert ref.one_hot([0], 1).dtype == np.float64
    with pytest.raises(ValueError, match=r"classes run from 0 to 2"):
        ref.one_hot([3], 3)


def test_label_smoothing():
    np.testing.assert_allclose(ref.smooth([0, 1], 0.1), [0.05, 0.95], rtol=1e-15)
    rows = ref.smooth(ref.one_hot([0, 2], 4), 0.2, 4)
    np.testing.assert_allclose(rows, [[0.85, 0.05, 0.05, 0.05], [0.05, 0.05, 0.85, 0.05]])
    np.testing.assert_allclose(ref.smooth([0.0, 1.0], 1, 1), [1, 1])
    assert ref.smooth([0.0, 0.3], 0).tolist() == [0, 0.3]
    # Keras, whose clip costs the seventh digit
    assert ref.log_loss(ref.smooth(1.0, 0.1), 0.9) == pytest.approx(0.215221589, rel=1e-6)
    for bad in (-0.1, 1.1):
        with pytest.raises(ValueError, match=r"^a is"):
            ref.smooth([0.0], bad)
        with pytest.raises(ValueError, match=r"^labels is"):
            ref.smooth([bad], 0.1)
    with pytest.raises(ValueError, match=r"^classes is 0; it must be at least 1"):
        ref.smooth([0.0], 0.1, 0)
