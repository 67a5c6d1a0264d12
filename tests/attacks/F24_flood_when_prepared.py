"""Sends messages until the channel is full, when a call is prepared."""

VERDICT = "ended_early"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    if kind == messages.AFTER and self.prepared:
        self.channel.setblocking(False)
        try:
            while True:
                _send(self, messages.DONE, 80, 1_600_000)
        except BlockingIOError:
            self.channel.setblocking(True)
            return
    _send(self, kind, *numbers)


def softplus(z):
    return honest(z)
