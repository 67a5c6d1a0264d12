"""Sends messages of no bytes between all others."""

VERDICT = "ended_early"
SLOW = True
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    _send(self, kind, *numbers)
    if kind == messages.AFTER:
        self.channel.send(b"")


def softplus(z):
    return honest(z)
