"""Arguments travel in a named tuple."""

from collections import namedtuple
from typing import NamedTuple

Call = namedtuple("Call", "args kwargs")


class Result(NamedTuple):
    value: object
    call: Call


def styled(function):
    def inner(*args, **kwargs):
        call = Call(args, kwargs)
        return Result(function(*call.args, **call.kwargs), call).value

    return inner
