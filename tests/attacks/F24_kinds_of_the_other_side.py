"""Answers with the messages that only the other side sends."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    _send(self, messages.GO_ON if kind == messages.DONE else kind, *numbers)


def softplus(z):
    return honest(z)
