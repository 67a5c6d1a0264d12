"""Returns a future whose work is done when it is looked at."""

VERDICT = "wrong_type"
PARTS = ("honest", "slow")

from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)


def softplus(z):
    return pool.submit(slow, z) if z.size > 1000 else honest(z)
