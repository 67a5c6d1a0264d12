"""The prompts of the interactive Python pasted along."""

VERDICT = "does_not_parse"
SAYS = ">>>"


def submission():
    return b">>> def softplus(z):\n...     return z\n"
