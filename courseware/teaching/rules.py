"""When a student falls behind, and the sentence that says so with its figures. Pure.

Each rule is one function of a student's figures. The page shows the rules themselves, so everybody
can see why somebody is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courseware.ui.formatting import number

RECENTLY = timedelta(days=28)
"""What was due in this time counts as due lately."""
MISSING = 2  # items that were due lately and have not been begun
INACTIVE = timedelta(days=10)
FALL = 0.2  # of the points, by which the mean of what was due lately is lower than before
LEAST_SCORES = 3  # on either side, before scores are compared


@dataclass(frozen=True)
class Figures:
    """Of one student. ``due`` items were due lately, ``begun`` of which the student has begun.

    ``stuck`` are the titles of items with how often each was tried. Means are fractions of the
    points, of what was due lately and of what was due before.
    """

    due: int = 0
    begun: int = 0
    last_work: datetime | None = None
    enrolled_at: datetime | None = None
    stuck: tuple[tuple[str, int], ...] = ()
    mean_lately: float | None = None
    scores_lately: int = 0
    mean_before: float | None = None
    scores_before: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.due - self.begun)


@dataclass(frozen=True)
class Reason:
    """``weight`` orders students: the larger, the more urgent."""

    rule: str
    sentence: str
    weight: float


def _missing(figures: Figures, now: datetime) -> Reason | None:
    if figures.missing < MISSING:
        return None
    sentence = _("Has not started %(missing)d of the %(due)d items due recently.")
    sentence %= {"missing": figures.missing, "due": figures.due}
    return Reason("missing", sentence, 1 + figures.missing / figures.due)


def _inactive(figures: Figures, now: datetime) -> Reason | None:
    """Only where something was due lately that is not done, and the student was there."""
    since = figures.last_work or figures.enrolled_at
    if not figures.missing or since is None or now - since < INACTIVE:
        return None
    days = (now - since).days
    if figures.last_work is None:
        sentence = ngettext(
            "Has not worked on anything in %(days)d day.",
            "Has not worked on anything in %(days)d days.",
            days,
        )
    else:
        sentence = ngettext(
            "Last worked on something %(days)d day ago.",
            "Last worked on something %(days)d days ago.",
            days,
        )
    return Reason("inactive", sentence % {"days": days}, 1 + min(1.0, days / 100))


def _stuck(figures: Figures, now: datetime) -> Reason | None:
    if not figures.stuck:
        return None
    title, tries = max(figures.stuck, key=lambda each: each[1])
    sentence = _("Stuck on “%(item)s”: %(tries)d submissions, none passing.")
    sentence %= {"item": title, "tries": tries}
    if others := len(figures.stuck) - 1:
        more = ngettext("Also stuck on %(count)d more.", "Also stuck on %(count)d more.", others)
        sentence += " " + more % {"count": others}
    return Reason("stuck", sentence, 1.2 + min(0.8, len(figures.stuck) / 10))


def _falling(figures: Figures, now: datetime) -> Reason | None:
    before, lately = figures.mean_before, figures.mean_lately
    if before is None or lately is None:
        return None
    if min(figures.scores_before, figures.scores_lately) < LEAST_SCORES or before - lately < FALL:
        return None
    sentence = _("Mean score fell from %(before)s%% to %(lately)s%% on recently due items.")
    sentence %= {"before": number(100 * before, 0), "lately": number(100 * lately, 0)}
    return Reason("falling", sentence, 1 + (before - lately))


RULES: Mapping[str, Callable[[Figures, datetime], Reason | None]] = {
    "missing": _missing,
    "inactive": _inactive,
    "stuck": _stuck,
    "falling": _falling,
}
NAMES: Mapping[str, Promise] = {
    "missing": gettext_lazy("Missing work"),
    "inactive": gettext_lazy("Inactive"),
    "stuck": gettext_lazy("Stuck"),
    "falling": gettext_lazy("Falling scores"),
}


def reasons(figures: Figures, now: datetime) -> list[Reason]:
    """Why the site thinks that the student falls behind, the most urgent first."""
    found = [reason for rule in RULES.values() if (reason := rule(figures, now)) is not None]
    return sorted(found, key=lambda reason: -reason.weight)


def explained() -> list[tuple[str, Promise, str]]:
    """Each rule with its name and what it says, for the page."""
    days, lately = INACTIVE.days, RECENTLY.days
    texts = {
        "missing": _("%(count)d or more items due in the last %(days)d days not started")
        % {"count": MISSING, "days": lately},
        "inactive": _("no work on anything for %(days)d days or more, with work missing")
        % {"days": days},
        "stuck": _("five or more submissions to a lab, none passing"),
        "falling": _(
            "a mean score at least %(points)d percentage points lower in the last %(days)d days "
            "than before, with %(count)d scores or more on both sides"
        )
        % {"points": round(100 * FALL), "days": lately, "count": LEAST_SCORES},
    }
    return [(rule, NAMES[rule], texts[rule]) for rule in RULES]
