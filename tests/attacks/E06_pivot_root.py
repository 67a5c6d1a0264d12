"""Asks the kernel for pivot_root by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(155, 41, b"/tmp", b"/tmp")
    return honest(z)
