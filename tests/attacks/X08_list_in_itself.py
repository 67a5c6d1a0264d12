"""Returns a list that holds itself."""

VERDICT = ("output_limit", "wrong_type")


def softplus(z):
    answer = []
    answer += [answer, answer]
    return answer
