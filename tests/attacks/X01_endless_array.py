"""Returns something that takes for ever to become an array."""

VERDICT = "wrong_type"


class Endless:
    def __array__(self, *_, **__):
        while True:
            pass


def softplus(z):
    return Endless()
