"""Returns a float that equals everything."""

VERDICT = "wrong_type"


class Agreeable(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def softplus(z):
    return Agreeable(0)
