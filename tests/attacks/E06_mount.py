"""Asks the kernel for mount by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(165, 40, b"tmpfs", b"/tmp", b"tmpfs", 0, 0)
    return honest(z)
