"""Asks the kernel for kexec_load by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(246, 104, 0, 0, 0, 0)
    return honest(z)
