"""What the statistics say about a question, in plain sentences. The worst comes first.

Below a discrimination of 0 the key is probably wrong; the other bounds are in
`courseware.analysis.flags`.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.analysis.flags import EASY, HARD, VERY_WEAK, WEAK, Flag
from courseware.analysis.part_statistics import MIN_COUNT, PartStatistics, TotalStatistics
from courseware.ui.formatting import percent
from quizzes.analysis.choices import Choice

BLANK_SHARE_TO_FLAG = 0.2
MIN_CHOOSERS = 5  # of a wrong option, before it can accuse the key


def question_flags(
    statistics: PartStatistics,
    choices: Sequence[Choice] = (),
    *,
    guess: float | None = None,
    blank: float = 0.0,
) -> list[Flag]:
    """``guess`` and ``blank`` are fractions: what blind guessing earns, who gave no answer."""
    if not statistics.count or statistics.facility is None:
        return []
    if not statistics.has_enough:
        return [_too_few(statistics.count)]
    flags = [*_key_flags(statistics, choices), *_difficulty_flags(statistics, guess)]
    if blank > BLANK_SHARE_TO_FLAG:
        flags.append(
            Flag(
                "look",
                _("Often left blank"),
                _("%(share)s gave no answer. Is the question clear?") % {"share": percent(blank)},
            )
        )
    flags += [
        Flag(
            "look",
            _("Distractor never chosen"),
            _("Nobody chose “%(option)s”, so it does not distract.") % {"option": choice.text},
        )
        for choice in choices
        if not choice.right and not choice.count
    ]
    return flags


def _too_few(count: int) -> Flag:
    sentence = ngettext(
        "There is only %(count)d attempt. At least %(least)d are needed.",
        "There are only %(count)d attempts. At least %(least)d are needed.",
        count,
    )
    sentence %= {"count": count, "least": MIN_COUNT}
    return Flag("look", _("Too few attempts"), sentence)


def _key_flags(statistics: PartStatistics, choices: Sequence[Choice]) -> list[Flag]:
    if statistics.discrimination is None:
        sentence = _("Everyone earned the same, so the question does not discriminate.")
        return [Flag("look", _("No variance"), sentence)]
    better = _stronger_than_the_key(choices)
    if statistics.discrimination < 0:
        sentence = _("Students who do well elsewhere do worse here.")
        if better:
            sentence += " "
            sentence += _("They tend to choose “%(option)s”.") % {"option": better.text}
        return [Flag("wrong", _("The answer key may be wrong"), sentence)]
    flags = []
    if better:
        sentence = _(
            "Students who chose “%(option)s” do better elsewhere than those who answered correctly."
        )
        sentence %= {"option": better.text}
        flags.append(Flag("wrong", _("The answer key may be wrong"), sentence))
    if statistics.discrimination < WEAK:
        low, high = statistics.discrimination_interval or (0.0, 0.0)
        if statistics.discrimination < VERY_WEAK:
            sentence = _(
                "It correlates very weakly with the rest of the quiz: %(value).0f of 100 "
                "(probably %(low).0f to %(high).0f)."
            )
        else:
            sentence = _(
                "It correlates weakly with the rest of the quiz: %(value).0f of 100 "
                "(probably %(low).0f to %(high).0f)."
            )
        sentence %= {"value": statistics.discrimination, "low": low, "high": high}
        flags.append(Flag("look", _("Low discrimination"), sentence))
    return flags


def _stronger_than_the_key(choices: Sequence[Choice]) -> Choice | None:
    """A wrong option whose choosers have higher rest marks than those of every right one."""
    right = [c.rest for c in choices if c.right and c.rest is not None]
    wrong = [c for c in choices if not c.right and c.count >= MIN_CHOOSERS and c.rest]
    best = max(wrong, key=lambda choice: choice.rest or 0.0, default=None)
    return best if best and best.rest is not None and right and best.rest > max(right) else None


def _difficulty_flags(statistics: PartStatistics, guess: float | None) -> list[Flag]:
    facility = statistics.facility or 0.0
    if guess and facility < 100 * guess:
        sentence = _("%(facility).0f%% is less than the %(guess)s earned by blind guessing.")
        sentence %= {"facility": facility, "guess": percent(guess)}
        return [Flag("wrong", _("Harder than guessing"), sentence)]
    if facility <= HARD:
        sentence = _("Only %(facility).0f%% of its points are earned.") % {"facility": facility}
        return [Flag("look", _("Extremely hard"), sentence)]
    if facility >= EASY:
        sentence = _("%(facility).0f%% of its points are earned.") % {"facility": facility}
        return [Flag("look", _("Extremely easy"), sentence)]
    return []


def quiz_flags(statistics: TotalStatistics) -> list[Flag]:
    """What the statistics say about the quiz as a whole."""
    if statistics.count < MIN_COUNT:
        return [_too_few(statistics.count)] if statistics.count else []
    flags = []
    if statistics.consistency is not None and statistics.consistency < 64:
        sentence = _(
            "An internal consistency of %(value).0f is low (75 is good). The questions measure "
            "different things, or there are too few of them."
        )
        sentence %= {"value": statistics.consistency}
        flags.append(Flag("look", _("Unreliable score"), sentence))
    if statistics.error_ratio is not None and statistics.error_ratio > 50:
        sentence = _("%(ratio).0f%% of the spread of scores is probably due to chance.")
        sentence %= {"ratio": statistics.error_ratio}
        flags.append(Flag("look", _("Large error ratio"), sentence))
    return flags
