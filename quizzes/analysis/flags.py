"""What the statistics say about a question, in plain sentences. The worst comes first.

The bands are those of Moodle's documentation: a discrimination of 50 and more is very good, 30 to
50 adequate, 20 to 29 weak, below that very weak, and below 0 the key is probably wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.analysis.choices import Choice
from quizzes.analysis.questions import ENOUGH, QuestionStatistics, QuizStatistics

MANY_BLANK = 0.2


@dataclass(frozen=True)
class Flag:
    """``meaning``: wrong where something is probably broken, else look."""

    meaning: str
    title: str
    sentence: str


def of_question(
    found: QuestionStatistics,
    choices: Sequence[Choice] = (),
    *,
    guess: float | None = None,
    blank: float = 0.0,
) -> list[Flag]:
    """``guess`` and ``blank`` are fractions: what blind guessing earns, who gave no answer."""
    if not found.count or found.facility is None:
        return []
    if not found.is_enough:
        return [_few(found.count)]
    flags = [*_key(found, choices), *_difficulty(found, guess)]
    if blank > MANY_BLANK:
        flags.append(
            Flag("look", "Often left blank", f"{blank:.0%} gave no answer. Is the question clear?")
        )
    flags += [
        Flag("look", "Nobody takes it", f"Nobody chose “{each.text}”. It distracts nobody.")
        for each in choices
        if not each.right and not each.count
    ]
    return flags


def _few(count: int) -> Flag:
    people = "1 attempt" if count == 1 else f"{count} attempts"
    sentence = f"With {people} chance decides; from {ENOUGH} on more is said."
    return Flag("look", "Too few to judge", sentence)


def _key(found: QuestionStatistics, choices: Sequence[Choice]) -> list[Flag]:
    if found.discrimination is None:
        return [Flag("look", "No spread", "All earned the same, so it tells nobody apart.")]
    better = _stronger_than_the_key(choices)
    if found.discrimination < 0:
        sentence = "Those who do well elsewhere do worse here."
        if better:
            sentence += f" They tend to choose “{better.text}”."
        return [Flag("wrong", "The key may be wrong", sentence)]
    flags = []
    if better:
        sentence = f"Those who chose “{better.text}” do better elsewhere than who is right."
        flags.append(Flag("wrong", "The key may be wrong", sentence))
    if found.discrimination < 30:
        words = "very weakly" if found.discrimination < 20 else "weakly"
        low, high = found.discrimination_interval or (0.0, 0.0)
        sentence = (
            f"It goes {words} with the rest of the quiz: {found.discrimination:.0f} of 100 "
            f"(probably {low:.0f} to {high:.0f})."
        )
        flags.append(Flag("look", "Tells little apart", sentence))
    return flags


def _stronger_than_the_key(choices: Sequence[Choice]) -> Choice | None:
    """A wrong option of some takers whose rest marks lie above those of every right one."""
    right = [each.rest for each in choices if each.right and each.rest is not None]
    wrong = [each for each in choices if not each.right and each.count >= 5 and each.rest]
    best = max(wrong, key=lambda each: each.rest or 0.0, default=None)
    return best if best and best.rest is not None and right and best.rest > max(right) else None


def _difficulty(found: QuestionStatistics, guess: float | None) -> list[Flag]:
    facility = found.facility or 0.0
    if guess and facility < 100 * guess:
        sentence = f"{facility:.0f} % is less than the {guess:.0%} that blind guessing earns."
        return [Flag("wrong", "Harder than guessing", sentence)]
    if facility <= 5:
        return [Flag("look", "Extremely hard", f"Only {facility:.0f} % of its points are earned.")]
    if facility >= 95:
        return [Flag("look", "Extremely easy", f"{facility:.0f} % of its points are earned.")]
    return []


def of_quiz(found: QuizStatistics) -> list[Flag]:
    if found.count < ENOUGH:
        return [_few(found.count)] if found.count else []
    flags = []
    if found.consistency is not None and found.consistency < 64:
        sentence = (
            f"An internal consistency of {found.consistency:.0f} is low (75 is good): the "
            "questions measure different things, or there are few of them."
        )
        flags.append(Flag("look", "The score is uncertain", sentence))
    if found.error_ratio is not None and found.error_ratio > 50:
        sentence = f"{found.error_ratio:.0f} % of the spread of scores is probably chance."
        flags.append(Flag("look", "Much is chance", sentence))
    return flags
