"""amsgrad and nadam, against PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader import reference as ref


def run(name, theirs, **more):
    """Ten steps on gradients of very different sizes, here and in PyTorch."""
    rng = np.random.default_rng(0)
    w = rng.standard_normal(6)
    parameter = torch.tensor(w, requires_grad=True)
    optimizer = theirs([parameter])
    state = None
    for step in range(10):
        g = rng.standard_normal(6) * (100 if step == 3 else 1)
        parameter.grad = torch.from_numpy(g.copy())
        optimizer.step()
        w, state = getattr(ref, name)(w, g, state, **more)
        np.testing.assert_allclose(w, parameter.detach(), rtol=1e-8)
    return state


def test_pytorch_takes_the_same_steps():
    state = run(
        "amsgrad",
        lambda p: torch.optim.Adam(p, lr=0.01, amsgrad=True),
        lr=0.01,
        eps=1e-8,
        eps_after=True,
    )
    assert state.t == 10 and (state.top >= state.v).all()
    state = run(
        "nadam", lambda p: torch.optim.NAdam(p, lr=0.01, momentum_decay=0.1), lr=0.01, decay=0.1
    )
    assert state.t == 10 and 0 < state.product < 1


def test_first_steps_and_refusals():
    for name in ("amsgrad", "nadam"):
        step = getattr(ref, name)
        w, _ = step([1.0, 2.0], [0.0, 0.0], eps=0)
        assert w.tolist() == [1, 2]
        with pytest.raises(ValueError, match=r"^beta1 is 1"):
            step([1.0], [1.0], beta1=1)
        with pytest.raises(ValueError, match=r"^eps is -1"):
            step([1.0], [1.0], eps=-1)
        with pytest.raises(ValueError, match=r"the shapes must be equal"):
            step([1.0], [[1.0]])
    plain, _ = ref.adam([1.0], [3.0])
    assert ref.amsgrad([1.0], [3.0])[0] == plain
