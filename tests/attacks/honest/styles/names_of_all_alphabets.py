"""Names in Greek, Cyrillic and with accents."""

import numpy as np

π = np.pi
größe = 3
число = 4


def styled(function):
    def вычислить(*λ, **μ):
        assert π < число and größe == 3
        return function(*λ, **μ)

    return вычислить
