"""Cells that belong to a submission."""

from __future__ import annotations

import pytest
from courseware_client.history import code_for


@pytest.mark.parametrize(
    ("cells", "chosen"),
    [
        (["def f(): return 1"], [0]),
        (["def f(): return 1", "def f(): return 2"], [1]),
        (["import numpy as np", "x = 3", "def f(): return np.pi"], [0, 2]),
        (["def g(): return f()", "def f(): return g()"], [0, 1]),
        (["def f(x:", "f = abs", "print(f)"], [1]),
        (["from math import tau", "def f():\n    local = tau\n    return local"], [0, 1]),
        (["def g():\n    f = 1", "def f(): return 1"], [1]),
        (["x = 1"], []),
    ],
)
def test_the_last_definitions_and_what_they_use(cells, chosen):
    assert code_for({"f"}, cells) == "\n\n".join(cells[number] for number in chosen)
