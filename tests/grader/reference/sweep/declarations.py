"""What the parameters of the public functions take, by their names.

A new function is swept as soon as each of its parameters is named here: in `BY_NAME` when the name
means the same everywhere, otherwise in `BY_MODULE` or, in one line, in `BY_FUNCTION`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Fixed:
    """An argument that is no array: as it is, or made anew for each call."""

    value: Any = None
    make: Any = None

    def get(self) -> Any:
        return self.make() if self.make else self.value


def _generator() -> np.random.Generator:
    return np.random.default_rng(7)


ROW, MATRIX = "real N", "real N D"

BY_NAME: dict[str, Any] = {
    **dict.fromkeys("x w g v z predictions upstream grad dy".split(), MATRIX),
    **dict.fromkeys(("X",), MATRIX),
    **dict.fromkeys(("y", "values"), ROW),
    "b": "real",
    "w0": "real D",
    "p": "unit N D",
    "u": "draw N D",
    "dead": "mask N D",
    "logits": "real N C",
    "confusion": "count_int N 2 2",
    "rng": Fixed(make=_generator),
    "params": [("real D H", "real H"), ("real H C", "real C")],
    "dout": "real N C",
    "masks": ["draw N H"],
    "grads": [MATRIX, "real C"],
    "activations": [MATRIX, "real N C"],
    "groups": "id N",
    "sample_weight": "positive N",
    "class_weight": "positive C",
    # Numbers, each inside its interval and with an effect on the arrays above.
    **{name: Fixed(0.5) for name in "alpha lam t radius rate noise a".split()},
    **{name: Fixed(0.25) for name in "l1 l2 l1_ratio max_fpr threshold".split()},
    **{name: Fixed(1.5) for name in ("total", "c", "hi", "c_fp")},
    **{name: Fixed(0.125) for name in ("lr", "eta")},
    **{name: Fixed(-0.5) for name in ("lo",)},
    "c_fn": Fixed(2.0),
    "decay_rate": Fixed(0.5),
    **{name: Fixed(4) for name in "fan_in classes R decay_steps warmup_steps first n".split()},
    **{name: Fixed(3) for name in "fan_out S units batch d sampled nnz step n_iter".split()},
    **{name: Fixed(2) for name in "k patience dimensions".split()},
    "tries": Fixed(5),
    "sizes": Fixed([3, 4, 2]),
    "name": Fixed("elu"),
    "f": Fixed(lambda x: 2 * x.sum() + 1),
    "net": Fixed(lambda x: 2 * x + 1),
}

PAIR = {"labels": "hard N", "scores": ROW}
UNITS = {"labels": "unit N", "p": "unit N"}
LINEAR = {"w": "real D", "n_iter": Fixed(3), "n_sweeps": Fixed(5)}

BY_MODULE: dict[str, dict[str, Any]] = {
    "calibration": PAIR,
    "linear.lasso": LINEAR,
    "linear.least_squares": LINEAR,
    "linear.coordinate_descent": LINEAR,
    "linear.proximal_gradient": LINEAR,
    "linear.logistic": {**LINEAR, "y": "hard N", "class_weight": "positive 2", "n_iter": Fixed(8)},
    "linear.softmax_regression": {
        "y": "class N",
        "W": "real D C",
        "b": "real C",
        "n_iter": Fixed(8),
    },
    "linear.logistic_enet": {
        **LINEAR,
        "y": "hard N",
        "class_weight": "positive 2",
        "n_iter": Fixed(30),
    },
    "linear.softmax_enet": {"y": "class N", "W": "real D C", "b": "real C", "n_iter": Fixed(10)},
    "linear.svm": {
        "y": "sign N",
        "class_weight": "positive 2",
        "w": "real D",
        "alpha": "unit N",
        "n_iter": Fixed(60),
    },
    "linear.ftrl": {"n": "positive N D", "rate": Fixed(0.25), "lr": Fixed(0.125)},
    "losses.binary": {"labels": "unit N C"},
    "losses.focal": {"labels": "hard N C"},
    "losses.multiclass": {"labels": "class N"},
    "losses.hinge": {"scores": "real N C", "labels": "class N"},
    "losses.distributions": {"p": "rows N C", "q": "rows N C"},
    "losses.probabilities": {"labels": "unit N D", "class_weight": "positive 2"},
    "losses.counts": {"log_rates": MATRIX, "counts": "count N D"},
    "losses.regression": {"labels": MATRIX},
    "losses.cosine": {"labels": MATRIX},
    "losses.quantile": {"labels": MATRIX, "q": Fixed(0.25)},
    "losses.log_cosh": {"labels": MATRIX},
    "losses.squared_hinge": {
        "scores": "real N C",
        "labels": "sign N C",
        "class_weight": "positive 2",
    },
    "losses.class_probabilities": {"labels": "rows N C", "p": "rows N C"},
    "losses.softmax_focal": {"labels": "rows N C", "alpha": "positive C"},
    "losses.targets": {"labels": "class N"},
    "features.crosses": {"ids": "id N 2", "sizes": Fixed([2, 3]), "w": "real 6"},
    "metrics.bias": {**UNITS, "k": Fixed(3)},
    "metrics.decisions": PAIR,
    "metrics.ranking": PAIR,
    "metrics.class_rates": {"confusion": "count_int N C C"},
    "metrics.class_ranking": {"labels": "class N", "scores": "real N C"},
    "metrics.fit": {"labels": MATRIX},
    "metrics.thresholds": PAIR,
    "penalties.fused_lasso": {"w": ROW, "v": ROW, "tv": Fixed(0.5)},
    "links.temperature": {"x": "real N C", "upstream": "real N C"},
    "training.averaging": {"average": MATRIX, "count": Fixed(3)},
    "training.rates": {"lr": Fixed(0.5), "total_steps": Fixed(10)},
    "networks.normalization": {
        **dict.fromkeys("gamma beta mean old batch".split(), "real D"),
        "var": "positive D",
    },
    "networks.row_normalization": {"gamma": "real D"},
    "networks.dropout": {"rate": Fixed(0.25)},
    "sampling.candidates": {
        "W": "real C D",
        "b": "real C",
        "labels": "class N 2",
        "sampled": "class S",
        "q_true": "positive N 2",
        "q_sampled": "positive S",
    },
    "schedules": {"lr": Fixed(0.5)},
}

BY_FUNCTION: dict[str, dict[str, Any]] = {
    "cross_predict": {},
    "temperature_scaling": {"labels": "class N"},
    "split": {"X": MATRIX, "y": ROW},
    "playground_features": {"X": "real N 2"},
    "scale_linear": {"lo": "negative D", "hi": "positive D"},
    "scale_log": {"x": "count N D"},
    "compress": {"w": "real D"},
    "sparse_predict": {"idx": "column T", "val": "real T"},
    "sparse_bytes": {"p": Fixed(0.25)},
    "ista_step_1d": {"w": Fixed(1.5), "a": Fixed(0.25)},
    "prox_steps_to_zero": {"w0": Fixed(1.5)},
    **{
        name: {"labels": "sign N C", "class_weight": "positive 2"}
        for name in ("hinge", "hinge_grad")
    },
    "sparse_log_loss": {"labels": "class N"},
    "sparse_log_loss_grad": {"labels": "class N"},
    "sparse_softmax_focal_loss": {"labels": "class N"},
    "sparse_softmax_focal_loss_grad": {"labels": "class N"},
    "softmax_ce": {"labels": "rows N C"},
    "softmax_ce_grad": {"labels": "rows N C"},
    "smooth": {"labels": "unit N D"},
    "slice_bias": {"slice_ids": "id N"},
    "confusion_matrix": {"labels": "class N", "predictions": "class N"},
    "confusions": {"thresholds": "real T"},
    "ova_predict": {"scores": "real N C"},
    "ovo_predict": {"votes": "mask N 6"},
    "collapse_linear": {"Ws": ["real D H", "real H C"], "bs": ["real H", "real C"]},
    "tiny_backprop": {
        n: Fixed(v)
        for n, v in zip("w1 b1 w2 b2 x y".split(), (2, 0.5, -1, 0.25, 1.5, 1), strict=True)
    },
    "optimizer_step": {"name": Fixed("adam")},
    "group_norm": {
        **dict.fromkeys(("x", "dy"), "real N C"),
        **dict.fromkeys(("gamma", "beta"), "real C"),
        "num_groups": Fixed(2),
    },
    "group_norm_backward": {
        **dict.fromkeys(("x", "dy"), "real N C"),
        **dict.fromkeys(("gamma", "beta"), "real C"),
    },
    "group_lasso": {"w": ROW},
    "group_lasso_grad": {"w": ROW},
    "prox_group_lasso": {"v": ROW},
    "project_simplex": {"v": ROW},
    "isotonic_regression": {"weights": "positive N"},
    "expected_count": {"p": "unit N"},
    "log_uniform_prob": {"k": "class N"},
    "log_uniform_sample": {"u": "draw N"},
    "piecewise_constant": {"boundaries": Fixed([2, 5]), "rates": Fixed([0.5, 0.25, 0.125])},
    "clip_by_global_norm": {"grads": [MATRIX, Fixed(None), "real C"]},
    "gradcheck": {"g": MATRIX},
    "early_stopping_many": {"values": "real N H"},
    "mlp_loss": {"out": "real N 1", "loss": Fixed("mse")},
    "mlp_loss_grad": {"out": "real N 1", "loss": Fixed("mse")},
    "mlp_train": {"params": [("real D H", "real H"), ("real H 1", "real 1")]},
    "DNNClassifier.fit": {"y": "class N"},
    "predict_labels": {"threshold": "unit C"},
    "prelu": {"alpha": "real D"},
    "prelu_grad": {"alpha": "real D"},
    "soft_threshold": {"t": "positive N D"},
    "hard_threshold": {"lam": "positive N D"},
    "prox_sq_l2": {"l2": "positive N D"},
}

OPTIONS: dict[str, list[Any]] = {
    "reduction": ["mean", "sum", "none"],
    "kind": ["linear"],
    "mode": ["quantile"],
    "mlp_forward.rate": [0.5],
    "scheme": ["glorot_normal", "he_uniform", "he_normal", "lecun_normal", "playground"],
    "on_nonfinite": ["nan"],
    "prox_group.axis": [1],
    "axis": [],
    "activation": [],
    "dtype": [np.float64],
    "log_loss.eps": [0.01],
    "log_loss_grad.eps": [0.01],
    "focal_loss.gamma": [0.5, 0.0],
    "focal_loss_grad.gamma": [0.5, 0.0],
    "focal_loss.alpha": [0.25],
    "focal_loss_grad.alpha": [0.25],
    **{
        f"{name}_log_loss{end}.eps": [0.01]
        for name in ("sparse", "categorical")
        for end in ("", "_grad")
    },
    "softmax_focal_loss.gamma": [0.5, 0.0],
    "softmax_focal_loss_grad.gamma": [0.5, 0.0],
    "softmax_temperature.temperature": [0.25],
    "loss": ["squared_hinge"],
    "average": ["none", "micro", "weighted"],
    "multiclass_auc.average": ["weighted"],
    "multiclass_auc.mode": ["ovo"],
    "lasso_cd.tol": [1e-3],
    "enet_cd.tol": [1e-3],
    "compress.tol": [0.5],
    "l0.tol": [0.5],
    "threshold": [],
    "predict_labels.threshold": [0.0, 1.0],
    "pos_weight": [3.0],
    "sparse_predict.b": [0.5],
    "mlp_train.reduction": ["sum"],
    "training": [],
}
"""Values of options, beside their defaults. A switch is turned, an optional array is passed."""

TOGETHER: dict[str, list[dict[str, Any]]] = {
    **{
        name: [{"kind": Fixed("log"), "X": "count N D"}]
        for name in ("fit_scaler", "transform", "inverse_transform")
    },
    "scale_log": [{"signed": Fixed(True), "x": MATRIX}],
    "project_simplex": [{"v": "positive N"}],
    "dropout": [{"u": "draw N D"}],
}
"""Settings of several parameters at once."""

ALWAYS: dict[str, dict[str, Any]] = {
    "dropout": {"training": Fixed(False)},
    "logistic_newton": {"l2": Fixed(0.25)},
    "softmax_regression": {"l2": Fixed(0.25), "n_iter": Fixed(30)},
    # Of more steps the others would take long and show no more.
    **{name: {"n_sweeps": Fixed(10)} for name in ("lasso_cd", "enet_cd")},
    "logistic_gd": {"n_iter": Fixed(10)},
    "mc_dropout": {"passes": Fixed(10)},
    # Their steps are in float64 whatever comes in: more of them would take long and show no more.
    **{
        name: {"l2": Fixed(0.25), "n_iter": Fixed(2)}
        for name in ("logistic_enet", "softmax_enet", "linear_svm")
    },
}
"""Options that are always passed: by their default the answer would hang on the last digit."""
