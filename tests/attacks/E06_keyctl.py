"""Asks the kernel for keyctl by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(250, 219, 0, 0, 0)
    return honest(z)
