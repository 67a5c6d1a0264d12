from grader.lab import call

SIZES = (200_000,)


def make(rng, size):
    return [call("softplus", rng.normal(size=size))]
