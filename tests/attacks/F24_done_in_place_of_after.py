"""Announces an answer where it has to say that a call is prepared."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    kind = messages.DONE if kind == messages.AFTER and self.prepared else kind
    _send(self, kind, *numbers)


def softplus(z):
    return honest(z)
