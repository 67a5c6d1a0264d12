"""Where an answer is not one row a row of arguments, in their dtype and to the last digits."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

from tests.grader.reference.sweep.subjects import Subject


@dataclass(frozen=True)
class Properties:
    """Of a function.

    Attributes:
        rows: a row of the answer depends on the same row of the arguments alone.
        mixes: sums of products are taken in an order that the layout in memory may change.
        loose: units in the last place are those of the largest entry, times this; 0: of each.
        gives: the dtype of the floats in an answer, wholly or in part, whatever comes in; "any" if
            the rule is another one.
        half: states and statistics of float16 are float32, as documented, and squares of extreme
            numbers in the next wider dtype.
        refuses_integers: integers have no meaning where floats are asked for.
        may_be_nan: NaN may come from finite arguments, as documented.
        aliases: the answer holds views of arguments, as documented.
        forms: more is tried than dtypes of floats; otherwise it is another function by a longer
            name, which takes too long to try twice.
        beyond: extremes at which the answer itself has no meaning in the dtype: it only must not
            escape as an exception other than a refusal.
    """

    rows: bool = True
    mixes: bool = False
    loose: float = 1.0
    gives: str = ""
    half: bool = False
    refuses_integers: bool = False
    may_be_nan: bool = False
    aliases: bool = False
    forms: bool = True
    beyond: tuple[str, ...] = ()


TOGETHER = """
isotonic_regression isotonic_calibration Isotonic.probabilities Platt.probabilities fit_scaler
transform inverse_transform zscore rmse_grad l2_grad l_inf_grad project_l1_ball project_l2_ball
project_simplex prox_group prox_group_lasso prox_l2 prox_l_inf prox_nuclear group_lasso_grad
nuclear_norm_grad clip_by_norm clip_by_global_norm batchnorm_train batchnorm_backward
bucketed_bias slice_bias roc_curve pr_curve threshold_costs confusions kkt_violation split r2
project_max_norm
total_variation_grad fused_lasso_grad prox_total_variation prox_fused_lasso
reduce_on_plateau
""".split()
"""Functions whose rows depend on each other."""

FLOAT64 = """
temperature_scaling one_hot roc_auc roc_curve pr_curve average_precision threshold_costs accuracy
precision recall f1 false_positive_rate log_uniform_prob clip_by_global_norm gradcheck
class_precision class_recall class_f1 balanced_accuracy mcc multiclass_auc top_k_accuracy
reduce_on_plateau confusion_at confusions confusion_matrix bucketed_bias slice_bias
""".split()
"""Functions whose answers are float64, wholly or in part, whatever comes in."""

HALF = ("fit_scaler", "ftrl", "ftrl_step", "DNNClassifier.fit", "DNNRegressor.fit")
"""Functions beside the optimizers whose states, or networks, of float16 are float32."""

MIXING = ("linear.", "networks.mlp", "networks.estimators", "networks.linear", "sampling.cand")
"""Modules whose functions multiply matrices."""

ALONE: dict[str, dict[str, object]] = {
    "feature_cross_csr": {"gives": "f4"},
    "feature_cross_onehot": {"gives": "f4"},
    "dropout": {"refuses_integers": True},
    "dropout_forward": {"refuses_integers": True},
    "dropout_backward": {"refuses_integers": True},
    # The network itself computes in the dtype of x, in which it overflows or loses the spread.
    "mc_dropout": {
        "refuses_integers": True,
        "beyond": ("huge", "small", "tiny", "subnormal"),
    },
    # Steps that diverge: the weights leave the range in alternating directions.
    "linear_regression_gd": {"beyond": ("huge", "large")},
    "logistic_gd": {"beyond": ("huge",)},
    "SoftmaxRegression.fit": {"forms": False},
    "split": {"gives": "any"},
    # Raises whatever comes in; its own test says how.
    "l0_grad": {"forms": False},
    "r2": {"may_be_nan": True},
    "grad_report": {"gives": "f8", "may_be_nan": True},
    "diagnose": {"gives": "f8", "may_be_nan": True},
    "gradcheck": {"gives": "f8", "beyond": ("huge",)},
    # The slope that such scores need is beyond the dtype.
    "Platt.probabilities": {"beyond": ("subnormal",)},
}

BEYOND = {
    # A tenth of a subnormal gradient, which the mean of gradients begins with, has no digits.
    "optimizers.": ("subnormal",),
    "linear.svm": ("huge", "large", "small", "tiny", "subnormal"),
    "linear.logistic_enet": ("huge", "large", "tiny", "subnormal"),
    "linear.softmax_enet": ("huge", "large", "tiny", "subnormal"),
    "networks.mlp": ("huge", "large"),
    "networks.estimators": ("huge", "large"),
    "networks.linear_layers": ("huge", "large"),
    "sampling.candidates": ("huge", "large"),
}
"""Products of matrices overflow or vanish there: the infinities are right, and their differences
are NaN."""


def _shares_weights(subject: Subject) -> bool:
    """A mean divides by the sum of all weights."""
    reduction = inspect.signature(subject.call).parameters.get("reduction")
    is_mean = reduction is not None and reduction.default == "mean"
    return is_mean and subject.variant in ("sample_weight=array", "class_weight=array")


def properties(subject: Subject) -> Properties:
    """What holds of the subject."""
    name, solver = subject.name, subject.module.startswith("linear.") and "." not in subject.name
    mixes = subject.module.startswith(MIXING) or name in ("sparse_predict", "nuclear_norm_grad")
    own: dict[str, Any] = dict(
        rows=name not in TOGETHER and not solver and not _shares_weights(subject),
        mixes=mixes,
        loose=16.0 if mixes else 1.0,
        gives="f8" if name in FLOAT64 else "",
        half=name in HALF or subject.module.startswith("optimizers."),
    )
    own["beyond"] = next((e for m, e in BEYOND.items() if subject.module.startswith(m)), ())
    own.update(ALONE.get(name, {}))
    return Properties(**own)
