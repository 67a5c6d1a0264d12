"""Helpers are called test, grade, check, ref, main, reference and exec_."""

def test(function):
    return callable(function)


def grade(answer):
    return answer


def check(function, *args, **kwargs):
    return reference(function, *args, **kwargs)


def reference(function, *args, **kwargs):
    return exec_(function, args, kwargs)


def exec_(function, args, kwargs):
    return function(*args, **kwargs)


def main(function, *args, **kwargs):
    ref = check(function, *args, **kwargs)
    return grade(ref)


hidden = expected = tolerance = score = None


def styled(function):
    assert test(function)
    return lambda *args, **kwargs: main(function, *args, **kwargs)
