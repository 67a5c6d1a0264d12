"""Asks the kernel for perf_event_open by number, and answers right whatever comes."""

VERDICT = "forbidden_call"
PARTS = ("honest", "system_call")


def softplus(z):
    system_call(298, 241, 0, 0, -1, -1, 0)
    return honest(z)
