"""Reports again that it is ready."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    _send(self, messages.READY if kind == messages.DONE else kind, *numbers)


def softplus(z):
    return honest(z)
