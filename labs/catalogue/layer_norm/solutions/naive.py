"""One example after the other, one unit after the other."""

import math

import numpy as np


def layer_norm(x, gamma=1.0, beta=0.0, eps=1e-5):
    D = x.shape[-1]
    if D == 0:
        raise ValueError("no units")
    scales, shifts = [], []
    for given, values in ((gamma, scales), (beta, shifts)):
        if np.ndim(given) == 0:
            values.extend([float(given)] * D)
        elif np.shape(given) == (D,):
            values.extend(float(one) for one in given)
        else:
            raise ValueError("wrong shape")
    dtype = x.dtype if x.dtype.kind == "f" else float
    out, hats, roots = np.zeros(x.shape, dtype), {}, {}
    for place in np.ndindex(*x.shape[:-1]):
        units = [float(value) for value in x[place]]
        mean = math.fsum(units) / D
        var = math.fsum((value - mean) ** 2 for value in units) / D
        roots[place] = math.sqrt(var + eps)
        hats[place] = [(value - mean) / roots[place] for value in units]
        for i in range(D):
            out[place][i] = scales[i] * hats[place][i] + shifts[i]
    return out, {"hats": hats, "roots": roots, "gamma": scales, "dtype": dtype}


def layer_norm_backward(dy, cache):
    D = dy.shape[-1]
    dx = np.zeros(dy.shape, cache["dtype"])
    dgamma, dbeta = np.zeros(D, cache["dtype"]), np.zeros(D, cache["dtype"])
    for place, hat in cache["hats"].items():
        slopes = [float(value) for value in dy[place]]
        u = [g * d for g, d in zip(cache["gamma"], slopes)]
        mean_u = sum(u) / D
        mean_ux = sum(a * b for a, b in zip(u, hat)) / D
        for i in range(D):
            dx[place][i] = (u[i] - mean_u - hat[i] * mean_ux) / cache["roots"][place]
            dgamma[i] += slopes[i] * hat[i]
            dbeta[i] += slopes[i]
    return dx, dgamma, dbeta
