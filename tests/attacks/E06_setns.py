"""Asks the kernel for setns by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(308, 268, 0, 0)
    return honest(z)
