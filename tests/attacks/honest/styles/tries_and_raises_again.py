"""Catches errors, adds a note and raises them again."""

def styled(function):
    def inner(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except ValueError as error:
            raise ValueError(f"in {function.__name__}: {error}") from error
        finally:
            inner.calls += 1

    inner.calls = 0
    return inner
