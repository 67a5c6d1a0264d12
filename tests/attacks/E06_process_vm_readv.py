"""Asks the kernel for process_vm_readv by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(310, 270, 1, 0, 0, 0, 0, 0)
    return honest(z)
