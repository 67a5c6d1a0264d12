"""Writes a file until there is no room."""

VERDICT = "raised"


def softplus(z):
    with open("/tmp/huge", "wb") as file:
        while True:
            file.write(bytes(1 << 20))
