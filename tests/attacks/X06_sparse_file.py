"""Makes a file of a terabyte without writing one."""

VERDICT = "raised"


def softplus(z):
    with open("/tmp/sparse", "wb") as file:
        file.truncate(1 << 40)
