"""First weights of a layer (fan_in, fan_out), drawn from a generator that is passed in."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array

__all__ = [
    "glorot_limit",
    "glorot_normal",
    "glorot_std",
    "glorot_uniform",
    "he_limit",
    "he_normal",
    "he_std",
    "he_uniform",
    "init_params",
    "lecun_normal",
    "lecun_std",
    "playground_uniform",
]


TRUNCATED_STD = 0.8796256610342398
"""Standard deviation of a standard normal cut at +-2."""


def _fans(fan_in: int, fan_out: int) -> tuple[int, int]:
    return (
        _rules.whole("fan_in", fan_in, at_least=1),
        _rules.whole("fan_out", fan_out, at_least=1),
    )


def glorot_limit(fan_in: int, fan_out: int) -> float:
    """Half-width of Glorot's uniform distribution.

        sqrt(6 / (fan_in + fan_out))

    Args:
        fan_in, fan_out: units before and after, at least 1.
    Returns: a float.
    Raises: ValueError: a fan below 1. TypeError: a fan that is not whole.
    Elsewhere: none.
    Source: Glorot and Bengio 2010, eq. 16.
    """
    before, after = _fans(fan_in, fan_out)
    return math.sqrt(6 / (before + after))


def glorot_std(fan_in: int, fan_out: int) -> float:
    """Standard deviation of Glorot's normal distribution.

        sqrt(2 / (fan_in + fan_out))

    Args: those of glorot_limit.
    Returns: a float.
    Raises: as glorot_limit.
    Elsewhere: none.
    Source: Glorot and Bengio 2010, eq. 12.
    """
    before, after = _fans(fan_in, fan_out)
    return math.sqrt(2 / (before + after))


def he_limit(fan_in: int) -> float:
    """Half-width of He's uniform distribution.

        sqrt(6 / fan_in)

    Args:
        fan_in: units before, at least 1.
    Returns: a float.
    Raises: ValueError: fan_in below 1. TypeError: fan_in not whole.
    Elsewhere: none.
    Source: He, Zhang, Ren and Sun 2015, eq. 10.
    """
    return math.sqrt(6 / _rules.whole("fan_in", fan_in, at_least=1))


def he_std(fan_in: int) -> float:
    """Standard deviation of He's normal distribution.

        sqrt(2 / fan_in)

    Args: those of he_limit.
    Returns: a float.
    Raises: as he_limit.
    Elsewhere: none.
    Source: He, Zhang, Ren and Sun 2015, eq. 10.
    """
    return math.sqrt(2 / _rules.whole("fan_in", fan_in, at_least=1))


def lecun_std(fan_in: int) -> float:
    """Standard deviation of LeCun's normal distribution.

        sqrt(1 / fan_in)

    Args: those of he_limit.
    Returns: a float.
    Raises: as he_limit.
    Elsewhere: none.
    Source: LeCun, Bottou, Orr and Muller 1998, section 4.6.
    """
    return math.sqrt(1 / _rules.whole("fan_in", fan_in, at_least=1))


def _uniform(rng: np.random.Generator, shape: tuple[int, int], limit: float) -> Array:
    return rng.uniform(-limit, limit, shape)


def _truncated(rng: np.random.Generator, shape: tuple[int, int], std: float) -> Array:
    """Normal draws within two standard deviations, scaled so that `std` is theirs."""
    out = rng.standard_normal(shape)
    wide = np.abs(out) > 2
    while wide.any():
        out[wide] = rng.standard_normal(int(wide.sum()))
        wide = np.abs(out) > 2
    out *= std / TRUNCATED_STD
    return out


def glorot_uniform(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Uniform weights in +-glorot_limit, for sigmoid and tanh.

    Args:
        rng: generator.
        fan_in, fan_out: units before and after, at least 1.
    Returns: (fan_in, fan_out) float64.
    Raises: ValueError: a fan below 1. TypeError: a fan that is not whole.
    Elsewhere: torch.nn.init.xavier_uniform_: fills a tensor (out, in);
        keras.initializers.GlorotUniform.
    Source: Glorot and Bengio 2010, eq. 16.
    """
    return _uniform(rng, (fan_in, fan_out), glorot_limit(fan_in, fan_out))


def glorot_normal(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Normal weights of standard deviation glorot_std, cut at two of them.

    Args: those of glorot_uniform.
    Returns: (fan_in, fan_out) float64.
    Raises: as glorot_uniform.
    Elsewhere: torch.nn.init.xavier_normal_: does not cut; keras.initializers.GlorotNormal: cuts and
        rescales as here.
    Source: Glorot and Bengio 2010, eq. 12.
    """
    return _truncated(rng, (fan_in, fan_out), glorot_std(fan_in, fan_out))


def he_uniform(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Uniform weights in +-he_limit, for ReLU.

    Args: those of glorot_uniform.
    Returns: (fan_in, fan_out) float64.
    Raises: as glorot_uniform.
    Elsewhere: torch.nn.init.kaiming_uniform_: fills a tensor (out, in);
        keras.initializers.HeUniform.
    Source: He, Zhang, Ren and Sun 2015, eq. 10.
    """
    return _uniform(rng, _fans(fan_in, fan_out), he_limit(fan_in))


def he_normal(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Normal weights of standard deviation he_std, cut at two of them, for ReLU.

    Args: those of glorot_uniform.
    Returns: (fan_in, fan_out) float64.
    Raises: as glorot_uniform.
    Elsewhere: torch.nn.init.kaiming_normal_: does not cut; keras.initializers.HeNormal: cuts and
        rescales as here.
    Source: He, Zhang, Ren and Sun 2015, eq. 10.
    """
    return _truncated(rng, _fans(fan_in, fan_out), he_std(fan_in))


def lecun_normal(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Normal weights of standard deviation lecun_std, cut at two of them, for SELU.

    Args: those of glorot_uniform.
    Returns: (fan_in, fan_out) float64.
    Raises: as glorot_uniform.
    Elsewhere: torch.nn.init.kaiming_normal_(nonlinearity="linear"): does not cut;
        keras.initializers.LecunNormal: cuts and rescales as here.
    Source: LeCun, Bottou, Orr and Muller 1998, section 4.6.
    """
    return _truncated(rng, _fans(fan_in, fan_out), lecun_std(fan_in))


def playground_uniform(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Uniform weights in +-1/2, whatever the fans.

    Args: those of glorot_uniform.
    Returns: (fan_in, fan_out) float64.
    Raises: as glorot_uniform.
    Elsewhere: torch.nn.init.uniform_: bounds are 0 and 1 by default;
        keras.initializers.RandomUniform: bounds are +-0.05 by default.
    Source: Smilkov and Carter, TensorFlow playground, nn.ts.
    """
    return _uniform(rng, _fans(fan_in, fan_out), 0.5)


_SCHEMES: dict[str, Callable[[np.random.Generator, int, int], Array]] = {
    "glorot_uniform": glorot_uniform,
    "glorot_normal": glorot_normal,
    "he_uniform": he_uniform,
    "he_normal": he_normal,
    "lecun_normal": lecun_normal,
    "playground": playground_uniform,
}


def init_params(
    sizes: Sequence[int],
    rng: np.random.Generator,
    scheme: str = "glorot_uniform",
    dtype: Any = np.float64,
) -> list[tuple[Array, Array]]:
    """First weights and biases of a network with these layer sizes.

    Args:
        sizes: [D, H1, ..., K], at least two, each at least 1.
        rng: generator; layers are drawn in order.
        scheme: glorot_uniform, glorot_normal, he_uniform, he_normal, lecun_normal, playground.
        dtype: of the arrays, float32 or float64.
    Returns: a list of (W (fan_in, fan_out), b (fan_out,)); biases are 0, in the playground 0.1.
    Raises: ValueError: fewer than two sizes, a size below 1, an unknown scheme.
    Elsewhere: torch.nn.Linear: weights and biases are uniform in +-1 / sqrt(fan_in) by default;
        keras.layers.Dense: takes glorot_uniform for weights and 0 for biases by default.
    Source: each scheme's own.
    """
    draw = _SCHEMES[_rules.one_of("scheme", scheme, tuple(_SCHEMES))]
    if len(sizes) < 2:
        raise ValueError(f"sizes is {list(sizes)}; it needs an input and an output.")
    bias = 0.1 if scheme == "playground" else 0.0
    return [
        (draw(rng, before, after).astype(dtype), np.full(after, bias, dtype))
        for before, after in itertools.pairwise(sizes)
    ]
