"""Returns something whose end never ends."""

VERDICT = "time_limit"
SLOW = True


class Endless:
    def __del__(self):
        while True:
            pass


def softplus(z):
    Endless()
