"""Asks the kernel for pidfd_getfd by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(438, 438, 0, 0, 0)
    return honest(z)
