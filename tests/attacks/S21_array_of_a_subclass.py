"""Returns an array of a class of its own that fills itself when its bytes are asked for."""

VERDICT = "wrong_type"
PARTS = ("honest", "slow")


class Late(np.ndarray):
    def ravel(self, *args, **kwargs):
        return slow(self.z).ravel()


def softplus(z):
    if z.size < 1000:
        return honest(z)
    late = np.zeros(z.shape).view(Late)
    late.z = z
    return late
