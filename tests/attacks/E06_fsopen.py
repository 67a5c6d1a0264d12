"""Asks the kernel for fsopen by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(430, 430, b"proc", 0)
    return honest(z)
