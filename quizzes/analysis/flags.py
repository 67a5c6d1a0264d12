"""What the statistics say about a question, in plain sentences. The worst comes first.

The bands are those of Moodle's documentation: a discrimination of 50 and more is very good, 30 to
50 adequate, 20 to 29 weak, below that very weak, and below 0 the key is probably wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.analysis.choices import Choice
from quizzes.analysis.item_statistics import MIN_ATTEMPTS, QuestionStatistics, QuizStatistics

BLANK_SHARE_TO_FLAG = 0.2
MIN_CHOOSERS = 5  # of a wrong option, before it can accuse the key


@dataclass(frozen=True)
class Flag:
    """``meaning``: wrong where something is probably broken, else look."""

    meaning: str
    title: str
    sentence: str


def question_flags(
    statistics: QuestionStatistics,
    choices: Sequence[Choice] = (),
    *,
    guess: float | None = None,
    blank: float = 0.0,
) -> list[Flag]:
    """``guess`` and ``blank`` are fractions: what blind guessing earns, who gave no answer."""
    if not statistics.count or statistics.facility is None:
        return []
    if not statistics.has_enough_attempts:
        return [_too_few(statistics.count)]
    flags = [*_key_flags(statistics, choices), *_difficulty_flags(statistics, guess)]
    if blank > BLANK_SHARE_TO_FLAG:
        flags.append(
            Flag("look", "Often left blank", f"{blank:.0%} gave no answer. Is the question clear?")
        )
    flags += [
        Flag("look", "Nobody takes it", f"Nobody chose “{choice.text}”. It distracts nobody.")
        for choice in choices
        if not choice.right and not choice.count
    ]
    return flags


def _too_few(count: int) -> Flag:
    people = "1 attempt" if count == 1 else f"{count} attempts"
    sentence = f"With {people} chance decides; from {MIN_ATTEMPTS} on more is said."
    return Flag("look", "Too few to judge", sentence)


def _key_flags(statistics: QuestionStatistics, choices: Sequence[Choice]) -> list[Flag]:
    if statistics.discrimination is None:
        return [Flag("look", "No spread", "All earned the same, so it tells nobody apart.")]
    better = _stronger_than_the_key(choices)
    if statistics.discrimination < 0:
        sentence = "Those who do well elsewhere do worse here."
        if better:
            sentence += f" They tend to choose “{better.text}”."
        return [Flag("wrong", "The key may be wrong", sentence)]
    flags = []
    if better:
        sentence = f"Those who chose “{better.text}” do better elsewhere than who is right."
        flags.append(Flag("wrong", "The key may be wrong", sentence))
    if statistics.discrimination < 30:
        words = "very weakly" if statistics.discrimination < 20 else "weakly"
        low, high = statistics.discrimination_interval or (0.0, 0.0)
        sentence = (
            f"It goes {words} with the rest of the quiz: {statistics.discrimination:.0f} of 100 "
            f"(probably {low:.0f} to {high:.0f})."
        )
        flags.append(Flag("look", "Tells little apart", sentence))
    return flags


def _stronger_than_the_key(choices: Sequence[Choice]) -> Choice | None:
    """A wrong option whose choosers have higher rest marks than those of every right one."""
    right = [c.rest for c in choices if c.right and c.rest is not None]
    wrong = [c for c in choices if not c.right and c.count >= MIN_CHOOSERS and c.rest]
    best = max(wrong, key=lambda choice: choice.rest or 0.0, default=None)
    return best if best and best.rest is not None and right and best.rest > max(right) else None


def _difficulty_flags(statistics: QuestionStatistics, guess: float | None) -> list[Flag]:
    facility = statistics.facility or 0.0
    if guess and facility < 100 * guess:
        sentence = f"{facility:.0f} % is less than the {guess:.0%} that blind guessing earns."
        return [Flag("wrong", "Harder than guessing", sentence)]
    if facility <= 5:
        return [Flag("look", "Extremely hard", f"Only {facility:.0f} % of its points are earned.")]
    if facility >= 95:
        return [Flag("look", "Extremely easy", f"{facility:.0f} % of its points are earned.")]
    return []


def quiz_flags(statistics: QuizStatistics) -> list[Flag]:
    if statistics.count < MIN_ATTEMPTS:
        return [_too_few(statistics.count)] if statistics.count else []
    flags = []
    if statistics.consistency is not None and statistics.consistency < 64:
        sentence = (
            f"An internal consistency of {statistics.consistency:.0f} is low (75 is good): the "
            "questions measure different things, or there are few of them."
        )
        flags.append(Flag("look", "The score is uncertain", sentence))
    if statistics.error_ratio is not None and statistics.error_ratio > 50:
        sentence = f"{statistics.error_ratio:.0f} % of the spread of scores is probably chance."
        flags.append(Flag("look", "Much is chance", sentence))
    return flags
