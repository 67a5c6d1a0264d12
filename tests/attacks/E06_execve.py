"""Asks the kernel for execve by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(59, 221, b"/python/bin/python", None, None)
    return honest(z)
