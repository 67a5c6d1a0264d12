"""An enumeration with behavior."""

import enum


class Mode(enum.Enum):
    PLAIN = "plain"
    OTHER = "other"

    def run(self, function, args, kwargs):
        return function(*args, **kwargs) if self is Mode.PLAIN else None


class Flags(enum.IntFlag):
    READ = enum.auto()
    WRITE = enum.auto()


def styled(function):
    mode = Mode("plain")
    assert Flags.READ | Flags.WRITE
    return lambda *args, **kwargs: mode.run(function, args, kwargs)
