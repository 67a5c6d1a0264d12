"""Returns times."""

VERDICT = "wrong_type"
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return right.astype("datetime64[s]")
