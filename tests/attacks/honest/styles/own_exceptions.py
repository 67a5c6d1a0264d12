"""Raises exceptions of its own, derived from those that are asked for."""

class BadLabel(ValueError):
    """A value that cannot be used."""


class NotYet(NotImplementedError):
    pass


def styled(function):
    def inner(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except NotImplementedError as error:
            raise NotYet(*error.args)
        except ValueError as error:
            raise BadLabel(*error.args) from None

    return inner
