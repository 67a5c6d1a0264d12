"""Asks the kernel for reboot by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(169, 142, 0, 0, 0, 0)
    return honest(z)
