"""Sets its own limit on CPU time, at which the kernel kills as if from outside."""

VERDICT = "raised"

import resource


def softplus(z):
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    while True:
        pass
