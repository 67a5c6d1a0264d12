"""One list of the reference's functions with good arguments, run through the house rules.

A case says what is special: which functions take integers, and which arguments carry the dtype.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader import reference as ref


@dataclass(frozen=True)
class Case:
    """A function and arguments for it, float64 where they are floats."""

    name: str
    make: Callable[[np.random.Generator], tuple[Any, ...]]
    keywords: dict[str, Any] = field(default_factory=dict)
    integers: bool = True  # integer arguments make sense, and give float64
    float64: bool = False  # the answer is float64 (or integer) whatever comes in
    axis: bool = False  # the first argument has its classes along `axis`

    def __str__(self) -> str:
        return self.name + "".join(f"-{k}" for k in self.keywords)

    def arguments(self) -> tuple[Any, ...]:
        return self.make(np.random.default_rng(7))

    def __call__(self, *arguments: Any, **more: Any) -> Any:
        return getattr(ref, self.name)(*arguments, **self.keywords, **more)


N, C = 12, 5


def scores(rng):
    return (3 * rng.standard_normal(N),)


def table(rng):
    return (3 * rng.standard_normal((N, C)),)


def weights(rng):
    w = rng.standard_normal(N)
    w[::4] = 0
    return (w,)


def probabilities(rng):
    return (rng.uniform(0.05, 0.95, N),)


def rows_of(rng, count=N):
    # 64ths, which float16 holds exactly.
    return (1 + rng.multinomial(64 - C, np.full(C, 1 / C), count)) / 64


def hard(rng, count=N):
    y = (rng.random(count) < 0.5).astype(float)
    y[0], y[1] = 0, 1
    return y


def binary(rng):
    return (3 * rng.standard_normal(N), hard(rng))


def dense(rng):
    return (*table(rng), rows_of(rng))


def sparse(rng):
    return (*table(rng), rng.integers(0, C, N))


def pair(rng):
    return (rng.standard_normal(N), rng.standard_normal(N))


def labeled(rng):
    return (hard(rng), rng.uniform(0.05, 0.95, N))


def ranked(rng):
    return (hard(rng), rng.integers(0, 6, N) / 8)


def system(rng):
    X = rng.standard_normal((N, 4))
    return (X, X @ np.array([1.0, 0.0, -2.0, 0.5]) + 0.1 * rng.standard_normal(N))


def with_weights(rng):
    return (*system(rng), np.array([0.5, 0.0, -1.0, 0.25]))


def logistic(rng):
    X = rng.standard_normal((N, 3))
    return (X, hard(rng))


def classified(rng):
    return (rng.standard_normal((N, 3)), np.arange(N) % 3)


def optimizer(rng):
    return (rng.standard_normal(N), rng.standard_normal(N))


def candidates(rng):
    return (
        rng.standard_normal((6, 3)),
        rng.standard_normal(6),
        rng.standard_normal((4, 3)),
        np.array([[0, 1], [2, 3], [4, 5], [1, 0]]),
        np.array([0, 3, 3]),
        rng.uniform(0.1, 1, (4, 2)),
        rng.uniform(0.1, 1, 3),
    )


def plus(make, *more):
    return lambda rng: (*make(rng), *more)


ELEMENTWISE = [
    *(
        Case(name, scores)
        for stem in (
            "sigmoid softplus log_sigmoid identity relu relu6 leaky leaky_relu prelu elu selu tanh "
            "gelu swish gelu_tanh mish softsign"
        ).split()
        for name in (stem, f"{stem}_grad")
    ),
    Case("prelu_grad_alpha", scores),
    Case("elu", scores, {"alpha": 0.7}),
    Case("elu_grad", scores, {"alpha": 0.7}),
    *(
        Case(name, probabilities, integers=False)
        for name in ("logit", "logit_grad", "binary_entropy", "binary_entropy_grad")
    ),
    Case("activation", plus(scores, "elu", 0.5)),
    Case("activation_grad", plus(scores, "leaky", 0.5)),
    Case("smooth", probabilities, {"a": 0.1}, integers=False),
]

CLASSES = [
    Case("softmax", table, axis=True),
    Case("log_softmax", table, axis=True),
    Case("logsumexp", table, axis=True),
    Case("logsumexp_grad", table, axis=True),
    Case("softmax_temperature", table, {"temperature": 0.7}, axis=True),
    Case("softmax_temperature_grad", plus(table, 0.7)),
    Case("softmax_grad", table),
    Case("log_softmax_grad", table),
    Case("softmax_grad", lambda rng: table(rng) + table(rng)),
    Case("log_softmax_grad", lambda rng: table(rng) + table(rng)),
    Case("entropy", lambda rng: (rows_of(rng),), integers=False, axis=True),
]

LOSSES = [
    Case("sigmoid_ce", binary, integers=False),
    Case("sigmoid_ce", binary, {"pos_weight": 3.0}, integers=False),
    Case("multilabel_ce", lambda rng: (*table(rng), hard(rng, (N, C))), integers=False),
    Case("softmax_ce", dense, integers=False, axis=True),
    Case("sparse_softmax_ce", sparse, axis=True),
    Case("log_loss", labeled, integers=False),
    Case("log_loss", labeled, {"eps": 0.01}, integers=False),
    Case("kl_divergence", lambda rng: (rows_of(rng), rows_of(rng)), integers=False, axis=True),
    Case("poisson_loss", lambda rng: (rng.standard_normal(N), rng.integers(0, 5, N) * 1.0)),
    Case("hinge", lambda rng: (rng.standard_normal(N), 2 * hard(rng) - 1), integers=False),
    Case("squared_hinge", lambda rng: (rng.standard_normal(N), 2 * hard(rng) - 1), integers=False),
    Case("weston_watkins", sparse, axis=True),
    Case("crammer_singer", sparse, axis=True),
    Case("focal_loss", binary, integers=False),
    Case("focal_loss", binary, {"gamma": 0.5, "alpha": 0.25}, integers=False),
    Case("softmax_focal_loss", dense, {"alpha": np.arange(1.0, C + 1)}, integers=False),
    Case("sparse_softmax_focal_loss", sparse, {"gamma": 0.5}, axis=True),
    Case("sparse_log_loss", lambda rng: (rng.integers(0, C, N), rows_of(rng)), integers=False),
    Case(
        "categorical_log_loss",
        lambda rng: (rows_of(rng), rows_of(rng)),
        {"eps": 0.05},
        integers=False,
        axis=True,
    ),
    Case("cosine_loss", lambda rng: table(rng) + table(rng), axis=True),
    Case("mse", pair),
    Case("mae", pair),
    Case("pinball", pair, {"q": 0.3}),
    Case("log_cosh", pair),
    Case("huber", pair),
    Case("huber", pair, {"delta": 0.3}),
]

LOSS_GRADIENTS = [
    Case(f"{case.name}_grad", case.make, case.keywords, case.integers, case.float64, case.axis)
    for case in LOSSES
]

PENALTIES = [
    *(
        Case(name, weights)
        for stem in ("l1", "l2", "sum_sq", "l_inf")
        for name in (stem, f"{stem}_grad")
    ),
    *(Case(n, plus(weights, 0.3, 0.2)) for n in ("elastic_net", "elastic_net_grad")),
    *(
        Case(n, plus(weights, 0.3, 0.2))
        for n in ("elastic_net_sklearn", "elastic_net_sklearn_grad")
    ),
    Case("min_norm_subgrad", lambda rng: (rng.standard_normal(N), *weights(rng), 0.3)),
    *(Case(n, plus(weights, np.arange(N) // 3)) for n in ("group_lasso", "group_lasso_grad")),
    *(Case(n, table) for n in ("nuclear_norm", "nuclear_norm_grad")),
    *(
        Case(n, plus(weights, 0.5))
        for n in (
            "soft_threshold hard_threshold prox_sq_l2 prox_group prox_l2 prox_l_inf "
            "project_l1_ball project_simplex project_l2_ball project_l_inf_ball"
        ).split()
    ),
    Case("soft_threshold", lambda rng: (*weights(rng), rng.random(N))),
    *(Case(n, weights) for n in ("total_variation", "total_variation_grad")),
    *(
        Case(n, plus(weights, 0.3, 0.2))
        for n in ("fused_lasso", "fused_lasso_grad", "prox_fused_lasso")
    ),
    Case("prox_total_variation", plus(weights, 0.4)),
    Case("project_max_norm", plus(table, 2.5)),
    Case("prox_elastic_net", plus(weights, 0.3, 0.2)),
    Case("prox_group", plus(table, 0.5, 1)),
    Case("prox_group_lasso", plus(weights, 0.5, np.arange(N) // 3)),
    Case("prox_nuclear", plus(table, 0.5)),
]

OTHERS = [
    Case("rmse", pair),
    Case("r2", pair),
    Case("rmse_grad", pair),
    Case("lasso_objective", plus(with_weights, 0.1)),
    Case("enet_objective", plus(with_weights, 0.1, 0.2)),
    Case("lasso_duality_gap", plus(with_weights, 0.1)),
    Case("enet_duality_gap", plus(with_weights, 0.1, 0.2)),
    Case("kkt_violation", plus(with_weights, 0.1)),
    Case("lasso_lambda_max", system),
    Case("linear_regression", system),
    Case("linear_regression_grad", plus(with_weights, 0.3)),
    Case("linear_regression_gd", system, {"lr": 0.1, "n_iter": 5}),
    Case("ridge", plus(system, 0.5)),
    Case("ista", plus(system, 0.1, 20)),
    Case("fista", plus(system, 0.1, 20)),
    Case("lasso_cd", plus(system, 0.1, 20)),
    Case("enet_cd", plus(system, 0.1, 0.2, 20)),
    Case("logistic_newton", logistic, {"l2": 0.1}, integers=False),
    Case("logistic_gd", logistic, {"l2": 0.1, "n_iter": 20}, integers=False),
    Case("logistic_objective", plus(logistic, np.array([0.1, 0.2, 0.3]), 0.4, 0.1), integers=False),
    Case(
        "logistic_objective_grad",
        plus(logistic, np.array([0.1, 0.2, 0.3]), 0.4, 0.1),
        integers=False,
    ),
    Case("logistic_enet", plus(logistic, 0.05, 0.1), integers=False),
    Case("logistic_lambda_max", logistic, integers=False),
    *(
        Case(n, plus(logistic, np.array([0.1, 0.2, 0.3]), 0.4, 0.1, 0.2), integers=False)
        for n in ("logistic_enet_objective", "logistic_enet_duality_gap")
    ),
    *(
        Case(
            "linear_svm",
            lambda rng: (rng.standard_normal((N, 3)), 2 * hard(rng) - 1, 0.1),
            {"loss": x},
            integers=False,
        )
        for x in ("hinge", "squared_hinge")
    ),
    Case(
        "svm_objective",
        lambda rng: (
            rng.standard_normal((N, 3)),
            2 * hard(rng) - 1,
            rng.standard_normal(3),
            0.4,
            0.1,
        ),
        integers=False,
    ),
    Case(
        "svm_duality_gap",
        lambda rng: (
            rng.standard_normal((N, 3)),
            2 * hard(rng) - 1,
            rng.standard_normal(3),
            0.4,
            rng.random(N),
            0.1,
        ),
        integers=False,
    ),
    Case("softmax_enet", plus(classified, 3, 0.05, 0.1)),
    Case("softmax_lambda_max", plus(classified, 3)),
    *(
        Case(n, plus(classified, np.diag([0.5, -1.0, 0.0]), np.array([0.1, 0.2, -0.3]), 0.1, 0.2))
        for n in ("softmax_enet_objective", "softmax_enet_duality_gap")
    ),
    Case("best_subset", plus(system, 2)),
    *(
        Case(n, optimizer)
        for n in "sgd momentum nesterov adagrad rmsprop adam adamw lion amsgrad".split()
    ),
    *(Case(n, optimizer) for n in ("weight_ema",)),
    Case("polyak_average", plus(optimizer, 3)),
    Case("nadam", optimizer, float64=True),
    Case("ftrl", optimizer, {"lr": 0.1}),
    Case("ftrl_step", lambda rng: (*optimizer(rng), rng.random(N), rng.random(N)), {"lr": 0.1}),
    Case("l1_update", lambda rng: (*weights(rng), np.arange(N) % 3 == 0, rng.random(N), 0.1, 0.5)),
    Case("clip_by_value", plus(scores, -1, 1)),
    Case("clip_by_norm", plus(scores, 2)),
    Case("batchnorm_train", plus(table, 1.5, 0.5)),
    Case("batchnorm_infer", plus(table, 1.5, 0.5, 0.1, 2.0)),
    Case("bn_update", pair),
    Case("layer_norm", table),
    Case("rms_norm", table),
    Case("group_norm", lambda rng: (rng.standard_normal((N, 6)), 3)),
    Case("dropout_forward", lambda rng: (*scores(rng), 0.3, rng.random(N)), integers=False),
    Case("dropout_backward", lambda rng: (*scores(rng), 0.3, rng.random(N)), integers=False),
    Case("dropout", lambda rng: (*scores(rng), 0.3, rng.random(N)), integers=False),
    Case("scale_linear", plus(scores, -1.0, 2.0)),
    Case("scale_log", scores, {"signed": True}),
    Case("zscore", table),
    Case("compress", weights),
    Case("sparse_predict", lambda rng: (*table(rng), [0, 2], rng.random(2), 0.5)),
    Case("cross_predict", lambda rng: (rng.integers(0, 2, (4, 2)), [2, 3], rng.random(6))),
    Case("playground_features", lambda rng: (rng.standard_normal((N, 2)),)),
    Case("prediction_bias", labeled, integers=False),
    Case("bucketed_bias", labeled, integers=False),
    Case("slice_bias", plus(labeled, np.arange(N) % 3), integers=False),
    Case("expected_calibration_error", labeled, integers=False),
    Case("brier", labeled, integers=False),
    Case("expected_count", plus(probabilities, 3, 5), integers=False),
    Case("isotonic_regression", scores),
    Case("sampled_softmax_loss", candidates, integers=False),
    Case("nce_loss", candidates, integers=False),
]

RANKINGS = [
    Case("roc_auc", ranked, float64=True),
    Case("average_precision", ranked, float64=True),
    *(
        Case(n, lambda rng: (np.arange(N) % C, rng.integers(0, 8, (N, C)) / 8), float64=True)
        for n in ("multiclass_auc", "top_k_accuracy")
    ),
    *(
        Case(n, lambda rng: (rng.integers(1, 9, (C, C)),), float64=True)
        for n in "class_precision class_recall class_f1 balanced_accuracy mcc".split()
    ),
    Case("confusion_at", plus(ranked, 0.25), float64=True),
    Case("confusions", plus(ranked, [0.25, 0.5]), float64=True),
    Case("temperature_scaling", sparse, float64=True),
]

CASES = ELEMENTWISE + CLASSES + LOSSES + LOSS_GRADIENTS + PENALTIES + OTHERS + RANKINGS

ELSEWHERE = """
activation optimizer_step one_hot l0 l0_grad best_threshold threshold_at_fpr threshold_costs
roc_curve pr_curve confusion_matrix precision recall false_positive_rate f1 accuracy predict_labels
ova_predict pair_count ovo_predict early_stopping early_stopping_many grad_report diagnose gradcheck
clip_by_global_norm cross_size feature_cross_ids feature_cross_onehot feature_cross_csr model_bytes
dense_bytes sparse_bytes fit_scaler transform inverse_transform softmax_regression
softmax_objective softmax_objective_grad glorot_limit glorot_std he_limit he_std lecun_std
glorot_uniform glorot_normal he_uniform he_normal lecun_normal playground_uniform init_params
mc_dropout batchnorm_backward layer_norm_backward
rms_norm_backward group_norm_backward mlp_forward mlp_backward mlp_loss mlp_loss_grad
mlp_train collapse_linear is_affine count_params max_pieces_1d tiny_backprop log_uniform_prob
log_uniform_sample sample_unique full_softmax_cost sampled_softmax_cost sampled_softmax_loss_grad
nce_loss_grad make_circle make_xor make_gauss make_spiral make_reg_plane make_reg_gauss split
exponential_decay inverse_time_decay polynomial_decay piecewise_constant cosine_decay
cosine_restarts one_cycle reduce_on_plateau
linear_warmup ista_step_1d prox_steps_to_zero platt_scaling isotonic_calibration
""".split()
"""Functions whose arguments fit no list above; their modules' tests hold them to the rules."""


WITH_STATE = (
    "momentum nesterov adagrad rmsprop adam adamw lion ftrl ftrl_step amsgrad nadam".split()
)
"""Optimizers, which keep states of weights in float16 in float32."""


def leaves(value: Any) -> list[Any]:
    """The arrays and numbers in an answer, whatever it is wrapped in."""
    if isinstance(value, ref.NormCache):
        return []  # kept in the dtype that was computed in
    if isinstance(value, (tuple, list)):
        return [leaf for part in value for leaf in leaves(part)]
    return [] if value is None or isinstance(value, (str, bool)) else [value]
