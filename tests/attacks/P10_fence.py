"""The fences of Markdown pasted along."""

VERDICT = "does_not_parse"
SAYS = "```"


def submission():
    return b"```python\ndef softplus(z):\n    return z\n```\n"
