"""Asks the kernel for unshare by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(272, 97, 0x10000000)
    return honest(z)
