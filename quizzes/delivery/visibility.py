"""What may be seen of a submitted attempt, and when. Pure.

Each of question, score, key and explanation names the phase from which it is shown: when handed
in, when no attempt is left that could use it, when the quiz has closed for everybody, or never.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

PHASES = ("handed-in", "last", "closed", "never")


@dataclass(frozen=True)
class ReviewSettings:
    """The author's settings: from which phase each part is shown."""

    question: str = "handed-in"
    score: str = "handed-in"
    key: str = "last"
    explanation: str = "last"


# What each can be set to. A score that is shown from the last attempt on could not be recorded.
CHOICES = {
    "question": PHASES,
    "score": ("handed-in", "closed"),
    "key": PHASES,
    "explanation": PHASES,
}


@dataclass(frozen=True)
class Visibility:
    """What the person may see now."""

    question: bool = False
    score: bool = False
    key: bool = False
    explanation: bool = False


EVERYTHING = Visibility(True, True, True, True)


def visibility_of(
    review: ReviewSettings, *, handed_in: bool, none_left: bool, closed: bool, all_right: bool
) -> Visibility:
    """Nothing before submission. Closing shows what waits for the last attempt, too."""
    if not handed_in:
        return Visibility()
    reached = {"handed-in"}
    if none_left or all_right or closed:
        reached.add("last")
    if closed:
        reached.add("closed")
    return Visibility(
        question=review.question in reached,
        score=review.score in reached,
        key=review.key in reached,
        explanation=review.explanation in reached,
    )


def when_in_words(phase: str) -> str:
    """The end of the sentence "Correct answers are shown …"."""
    return {
        "handed-in": _("when you submit an attempt"),
        "last": _("when you have no attempts left or the quiz has closed"),
        "closed": _("when the quiz has closed for everyone"),
        "never": _("by your instructor"),
    }[phase]
