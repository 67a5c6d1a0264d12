"""What the figures say about a case and about a lab, in plain sentences. The worst comes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.analysis.flags import HARD, VERY_WEAK, WEAK, Flag
from courseware.analysis.part_statistics import MIN_COUNT


def case_flags(case: Mapping[str, Any]) -> list[Flag]:
    """``case`` is a row of the facts: statistics of first and best submissions."""
    first, best = case["first"], case["best"]
    if first["count"] < MIN_COUNT or first["facility"] is None:
        return []
    flags = []
    if first["facility"] >= 100:
        return [Flag("look", _("Never fails"), _("Everyone passed it on the first submission."))]
    if (best["facility"] or 0.0) <= HARD:
        sentence = _("Only %(share).0f%% eventually pass it. Is this requirement in the statement?")
        flags.append(
            Flag("wrong", _("Almost no one passes"), sentence % {"share": best["facility"]})
        )
    discrimination = first["discrimination"]
    if discrimination is None:
        return [*flags, Flag("look", _("No variance"), _("Everyone had the same result."))]
    if discrimination < 0:
        sentence = _(
            "Students who fail it pass more of the other cases than students who pass it. "
            "Check the case and the reference."
        )
        flags.append(Flag("wrong", _("Only good submissions fail"), sentence))
    elif discrimination < WEAK:
        sentence = (
            _("It correlates very weakly with the other cases: %(value).0f of 100.")
            if discrimination < VERY_WEAK
            else _("It correlates weakly with the other cases: %(value).0f of 100.")
        )
        flags.append(Flag("look", _("Low discrimination"), sentence % {"value": discrimination}))
    return flags


def lab_flags(facts: Mapping[str, Any]) -> list[Flag]:
    """About the lab as a whole."""
    flags = []
    if different := sum(len(each["verdicts"]) > 1 for each in facts["unstable"]):
        sentence = ngettext(
            "%(count)d program was graded more than once with different verdicts. Something "
            "in the lab depends on chance or timing.",
            "%(count)d programs were graded more than once with different verdicts. "
            "Something in the lab depends on chance or timing.",
            different,
        )
        flags.append(Flag("wrong", _("Unstable verdicts"), sentence % {"count": different}))
    if stuck := len(facts["stuck"]):
        sentence = ngettext(
            "%(count)d student has submitted often but never passed all cases.",
            "%(count)d students have submitted often but never passed all cases.",
            stuck,
        )
        flags.append(Flag("look", _("Students are stuck"), sentence % {"count": stuck}))
    return flags
