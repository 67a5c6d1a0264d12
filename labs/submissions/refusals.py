"""Why a submission is not accepted, in a sentence for the person who sent it."""

from __future__ import annotations


class SubmissionRefused(Exception):
    """Nothing was stored. Carries the sentence to show and the HTTP status of the response."""

    status = 400

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class NotOpen(SubmissionRefused):
    """The lab is not open yet, or closed."""

    status = 403


class ChoiceNeeded(SubmissionRefused):
    """An uploaded file and other code came together: the person chooses which one is run."""

    status = 409


class LateCost(SubmissionRefused):
    """It would cost late days or points; the sentence says what, and the person confirms it."""

    status = 409


class CodeTooLong(SubmissionRefused):
    """The code or the uploaded file is too large."""

    status = 413


class TooManySubmissions(SubmissionRefused):
    """Too many submissions in a short time, or one that still waits."""

    status = 429
