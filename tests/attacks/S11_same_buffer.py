"""Returns the same buffer each time: allowed."""

VERDICT = "passed"
RATIO = 0.6
PARTS = ("honest",)


buffers = {}


def softplus(z):
    buffer = buffers.setdefault(z.shape, np.empty(z.shape))
    buffer[...] = honest(z)
    return buffer
