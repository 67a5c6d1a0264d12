"""Looks for the right answer in memory that nobody has filled."""

VERDICT = "wrong_values"
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    for size in range(1, 300):
        room = np.empty(size)
        for start in range(0, max(1, size - right.size), 7):
            piece = room[start : start + right.size]
            if piece.size == right.size and np.array_equal(piece, right.ravel()):
                return right
    return np.zeros_like(z)
