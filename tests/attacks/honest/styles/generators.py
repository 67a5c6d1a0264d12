"""The answer is drawn from a generator."""

def answers(function, calls):
    yield from (function(*args, **kwargs) for args, kwargs in calls)


def styled(function):
    def inner(*args, **kwargs):
        (answer,) = list(answers(function, [(args, kwargs)]))
        return answer

    return inner
