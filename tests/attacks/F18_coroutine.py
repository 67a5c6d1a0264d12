"""Gives a coroutine in place of an answer."""

VERDICT = "wrong_type"
PARTS = ("honest",)


async def softplus(z):
    return honest(z)
