"""Why a piece of work is not taken, in a sentence for whoever sent it."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was stored. Carries the sentence and the status of the answer."""

    status = 400

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class NotNow(Refused):
    """The lab takes no work at this time."""

    status = 403


class TooMuch(Refused):
    """The code is too long."""

    status = 413


class TooOften(Refused):
    """Too many submissions in a short time, or one that still waits."""

    status = 429


class Undecided(Refused):
    """A file and other code came together: the person says which one counts."""

    status = 409
