"""Announces in a message of 60,000 bytes."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    self.channel.send(messages.HEAD.pack(kind, *(*numbers, 0, 0)[:2]).ljust(60_000))


def softplus(z):
    return honest(z)
