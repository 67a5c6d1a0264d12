"""Asks the kernel for io_uring_setup by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(425, 425, 8, 0)
    return honest(z)
