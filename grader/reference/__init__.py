"""The NumPy reference of the course: every model, loss and regularizer, exact at the edges.

Every name is importable from here: `from grader import reference; reference.softmax(z)`. The
gradient of `name` is `name_grad`.

What holds for all functions, and is not repeated in each:

- **dtype**: float32 and float64 stay what they are; integers and bools become float64; float16
  is computed in float32 and given back as float16; mixed dtypes follow `np.result_type`, with
  Python's scalars weak. Hyper-parameters never change a dtype. Byte order is the machine's.
- **arguments** are never changed; read-only, non-contiguous and Fortran-ordered arrays are taken.
- **shapes**: N examples, D features, C classes, H hidden units. (N,) never broadcasts against
  (N, 1): that raises ValueError.
- **order of arguments**: losses of unnormalised scores take (logits, labels); losses of
  predictions, and metrics, take (labels, predictions).
- **reduction**: losses give a value an example, "mean" or "sum"; a gradient is that of the
  reduced value. The mean of nothing raises ValueError.
- **errors**: ValueError for wrong shapes, labels out of range, rates outside their interval, NaN
  in labels or in scores to rank; TypeError for values that are not numbers and for class numbers
  that are not integers. Logits that are infinite or NaN pass by the formulas, without warnings.
- **randomness** only from a `numpy.random.Generator` that is passed in.
- NumPy and the standard library are all that is imported.
"""

from .links import (
    log_sigmoid,
    log_sigmoid_grad,
    log_softmax,
    log_softmax_grad,
    logit,
    logit_grad,
    logsumexp,
    logsumexp_grad,
    sigmoid,
    sigmoid_grad,
    softmax,
    softmax_grad,
    softplus,
    softplus_grad,
)
from .losses.binary import (
    multilabel_ce,
    multilabel_ce_grad,
    sigmoid_ce,
    sigmoid_ce_grad,
)
from .losses.margins import (
    cosine_loss,
    cosine_loss_grad,
    crammer_singer,
    crammer_singer_grad,
    focal_loss,
    focal_loss_grad,
    hinge,
    hinge_grad,
    weston_watkins,
    weston_watkins_grad,
)
from .losses.multiclass import (
    softmax_ce,
    softmax_ce_grad,
    sparse_softmax_ce,
    sparse_softmax_ce_grad,
)
from .losses.probabilities import (
    binary_entropy,
    binary_entropy_grad,
    entropy,
    kl_divergence,
    kl_divergence_grad,
    log_loss,
    log_loss_grad,
    poisson_loss,
    poisson_loss_grad,
)
from .losses.regression import (
    huber,
    huber_grad,
    mae,
    mae_grad,
    mse,
    mse_grad,
    rmse,
    rmse_grad,
)
from .losses.targets import (
    one_hot,
    smooth,
)
from .penalties.norms import (
    elastic_net,
    elastic_net_grad,
    elastic_net_sklearn,
    elastic_net_sklearn_grad,
    group_lasso,
    group_lasso_grad,
    l0,
    l0_grad,
    l1,
    l1_grad,
    l2,
    l2_grad,
    l_inf,
    l_inf_grad,
    min_norm_subgrad,
    nuclear_norm,
    nuclear_norm_grad,
    sum_sq,
    sum_sq_grad,
)
from .penalties.proximal import (
    hard_threshold,
    project_l1_ball,
    project_l2_ball,
    project_l_inf_ball,
    project_simplex,
    prox_elastic_net,
    prox_group,
    prox_group_lasso,
    prox_l2,
    prox_l_inf,
    prox_nuclear,
    prox_sq_l2,
    soft_threshold,
)

__all__ = [
    "binary_entropy",
    "binary_entropy_grad",
    "cosine_loss",
    "cosine_loss_grad",
    "crammer_singer",
    "crammer_singer_grad",
    "elastic_net",
    "elastic_net_grad",
    "elastic_net_sklearn",
    "elastic_net_sklearn_grad",
    "entropy",
    "focal_loss",
    "focal_loss_grad",
    "group_lasso",
    "group_lasso_grad",
    "hard_threshold",
    "hinge",
    "hinge_grad",
    "huber",
    "huber_grad",
    "kl_divergence",
    "kl_divergence_grad",
    "l0",
    "l0_grad",
    "l1",
    "l1_grad",
    "l2",
    "l2_grad",
    "l_inf",
    "l_inf_grad",
    "log_loss",
    "log_loss_grad",
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "logit",
    "logit_grad",
    "logsumexp",
    "logsumexp_grad",
    "mae",
    "mae_grad",
    "min_norm_subgrad",
    "mse",
    "mse_grad",
    "multilabel_ce",
    "multilabel_ce_grad",
    "nuclear_norm",
    "nuclear_norm_grad",
    "one_hot",
    "poisson_loss",
    "poisson_loss_grad",
    "project_l1_ball",
    "project_l2_ball",
    "project_l_inf_ball",
    "project_simplex",
    "prox_elastic_net",
    "prox_group",
    "prox_group_lasso",
    "prox_l2",
    "prox_l_inf",
    "prox_nuclear",
    "prox_sq_l2",
    "rmse",
    "rmse_grad",
    "sigmoid",
    "sigmoid_ce",
    "sigmoid_ce_grad",
    "sigmoid_grad",
    "smooth",
    "soft_threshold",
    "softmax",
    "softmax_ce",
    "softmax_ce_grad",
    "softmax_grad",
    "softplus",
    "softplus_grad",
    "sparse_softmax_ce",
    "sparse_softmax_ce_grad",
    "sum_sq",
    "sum_sq_grad",
    "weston_watkins",
    "weston_watkins_grad",
]
