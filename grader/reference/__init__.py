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
- **order of arguments**: losses of unnormalized scores take (logits, labels); losses of
  predictions, and metrics, take (labels, predictions).
- **reduction**: losses give a value an example, "mean" or "sum"; a gradient is that of the
  reduced value. The mean of nothing raises ValueError.
- **weights**: `sample_weight` has a weight an example, finite and not negative, not all 0. A mean
  is divided by the sum of the weights, a sum is one of weighted values, and with "none" each value
  is multiplied by its weight. A whole weight is so many copies of the example, and an example of
  weight 0 does not count. Losses of entries take one weight an entry, or one a row. `class_weight`
  has a weight a class, (C,), by which that of an example of the class is multiplied; a soft label
  is some of each class. `pos_weight` and `alpha`, where a loss has them, say the same of classes;
  for a metric a class's weight is that of its examples, `sample_weight=class_weight[labels]`.
  Functions that give a value an entry and reduce nothing take no weights.
- **errors**: ValueError for wrong shapes, labels out of range, rates outside their interval, NaN
  in labels or in scores to rank; TypeError for values that are not numbers and for class numbers
  that are not integers. Logits that are infinite or NaN pass by the formulas, without warnings.
- **randomness** only from a `numpy.random.Generator` that is passed in.
- NumPy and the standard library are all that is imported.
"""

# ruff: noqa: F403  (each module says in its __all__ what is public)

from .activations.by_name import *
from .activations.exponential import *
from .activations.gated import *
from .activations.rectified import *
from .activations.smooth import *
from .calibration import *
from .datasets import *
from .features.crosses import *
from .features.playground import *
from .features.scaling import *
from .features.sparse import *
from .linear.coordinate_descent import *
from .linear.ftrl import *
from .linear.lasso import *
from .linear.least_squares import *
from .linear.logistic import *
from .linear.logistic_enet import *
from .linear.proximal_gradient import *
from .linear.softmax_enet import *
from .linear.softmax_regression import *
from .linear.svm import *
from .links.class_scores import *
from .links.log_odds import *
from .links.temperature import *
from .losses.binary import *
from .losses.class_probabilities import *
from .losses.cosine import *
from .losses.counts import *
from .losses.distributions import *
from .losses.focal import *
from .losses.hinge import *
from .losses.log_cosh import *
from .losses.multiclass import *
from .losses.probabilities import *
from .losses.quantile import *
from .losses.regression import *
from .losses.softmax_focal import *
from .losses.squared_hinge import *
from .losses.targets import *
from .metrics.bias import *
from .metrics.class_ranking import *
from .metrics.class_rates import *
from .metrics.decisions import *
from .metrics.fit import *
from .metrics.ranking import *
from .metrics.thresholds import *
from .metrics.votes import *
from .networks.dropout import *
from .networks.estimators import *
from .networks.initializers import *
from .networks.linear_layers import *
from .networks.mlp import *
from .networks.normalization import *
from .networks.row_normalization import *
from .optimizers.adaptive import *
from .optimizers.by_name import *
from .optimizers.descent import *
from .optimizers.moments import *
from .optimizers.variants import *
from .penalties.best_subset import *
from .penalties.elastic_net import *
from .penalties.fused_lasso import *
from .penalties.max_norm import *
from .penalties.norms import *
from .penalties.projections import *
from .penalties.proximal import *
from .penalties.structured import *
from .sampling.candidates import *
from .sampling.sampler import *
from .schedules import *
from .training.averaging import *
from .training.clipping import *
from .training.rates import *
from .training.reports import *
from .training.stopping import *
