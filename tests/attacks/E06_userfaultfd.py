"""Asks the kernel for userfaultfd by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(323, 282, 0)
    return honest(z)
