"""Says of honest work that inputs have another form: only itself is hurt."""

VERDICT = "changed_inputs"
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    _send(self, kind, *((1,) if kind == messages.AFTER else numbers))


def softplus(z):
    return honest(z)
