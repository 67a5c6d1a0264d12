"""Announces an answer when the call is only prepared."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    _send(self, kind, *numbers)
    if kind == messages.AFTER and self.prepared:
        _send(self, messages.DONE, 80, 1_600_000)


def softplus(z):
    return honest(z)
