"""Asks the kernel for add_key by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(248, 217, 0, 0, 0, 0, 0)
    return honest(z)
