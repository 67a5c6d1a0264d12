"""Returns something whose end never ends."""

VERDICT = "time_limit"


class Endless:
    def __del__(self):
        while True:
            pass


def softplus(z):
    Endless()
