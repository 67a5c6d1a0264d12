"""Asks the kernel for bpf by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(321, 280, 0, 0, 0)
    return honest(z)
