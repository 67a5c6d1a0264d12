"""Writes a file until there is no room."""

VERDICT = (
    "raised",
    "time_limit",
)  # filling takes time: a busy host may let the limit on time come first


def softplus(z):
    with open("/tmp/huge", "wb") as file:
        while True:
            file.write(bytes(1 << 20))
