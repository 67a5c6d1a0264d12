"""Returns at once and fills the array from a thread."""

VERDICT = "wrong_values"
PARTS = ("honest",)

import threading


def softplus(z):
    if z.size <= 100:
        return honest(z)
    answer = np.zeros_like(z)

    def fill():
        answer[...] = honest(z)

    threading.Thread(target=fill).start()
    return answer
