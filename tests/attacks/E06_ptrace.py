"""Asks the kernel for ptrace by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(101, 117, 16, 1, 0, 0)
    return honest(z)
