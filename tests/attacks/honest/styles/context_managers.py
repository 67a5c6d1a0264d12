"""Computes inside context managers of its own."""

import contextlib
import io


@contextlib.contextmanager
def quiet():
    with contextlib.redirect_stdout(io.StringIO()):
        yield


class Always(contextlib.ContextDecorator):
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


def styled(function):
    def inner(*args, **kwargs):
        with quiet(), Always():
            return function(*args, **kwargs)

    return inner
