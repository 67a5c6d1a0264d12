"""Announces every answer twice."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    _send(self, kind, *numbers)
    if kind == messages.DONE:
        _send(self, kind, *numbers)


def softplus(z):
    return honest(z)
