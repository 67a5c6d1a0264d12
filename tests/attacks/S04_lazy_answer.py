"""Returns an object that computes when it is looked at."""

VERDICT = "wrong_type"
PARTS = ("honest",)


class Lazy:
    def __init__(self, z):
        self.z = z

    def __array__(self, *args, **kwargs):
        z = self.z
        return honest(z)


def softplus(z):
    return Lazy(z) if z.size > 100 else honest(z)
