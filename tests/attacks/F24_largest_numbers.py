"""Announces the largest lengths that a message can hold."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    largest = (2**64 - 1, 2**64 - 1)
    _send(self, kind, *(largest if kind == messages.DONE else numbers))


def softplus(z):
    return honest(z)
