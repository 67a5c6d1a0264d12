"""Assignments inside expressions."""

def styled(function):
    def inner(*args, **kwargs):
        if (answer := function(*args, **kwargs)) is not None and (kind := type(answer)):
            assert kind
            return answer

    return inner
