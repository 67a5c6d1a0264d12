"""Changes as many entries of the hidden input as it says itself."""

VERDICT = "changed_inputs"
PARTS = ("honest", "secret")


def softplus(z):
    right = honest(z)
    z.ravel()[: 1 + secret(z) % z.size] = 12345.0
    return right
