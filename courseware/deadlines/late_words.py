"""Late policies and what they cost, in sentences that students and staff read alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.deadlines.late import DAILY, Charge, LatePolicy
from courseware.deadlines.words import date_words, duration_words
from courseware.ui.formatting import number


def policy_words(data: Mapping[str, Any] | None) -> str:
    """`10% off per day; 15 minutes of grace; no credit after 7 days`"""
    policy = LatePolicy.from_data(data)
    parts = []
    if not policy.accepted:
        parts.append(_("late work is not accepted"))
    elif policy.percent:
        parts.append(_off(policy))
    if policy.grace:
        parts.append(_("%(time)s grace period") % {"time": duration_words(policy.grace)})
    if policy.accepted and policy.no_credit_after is not None:
        time = duration_words(policy.no_credit_after)
        parts.append(_("no credit after %(time)s") % {"time": time})
    if policy.accepted and policy.no_credit_from is not None:
        date = date_words(policy.no_credit_from)
        parts.append(_("no credit after %(date)s") % {"date": date})
    if policy.accepted and not policy.costs:
        parts.insert(0, _("no late penalty"))
    return "; ".join(parts)


def charge_words(policy: LatePolicy, charged: Charge) -> str:
    """`2 days late, 10% off per day`; `1 late day used`; empty where lateness costs nothing."""
    parts = []
    if charged.late_days:
        text = ngettext("%(n)d late day used", "%(n)d late days used", charged.late_days)
        parts.append(text % {"n": charged.late_days})
    if charged.units:
        parts.append(_lateness(policy, charged))
    if charged.units and charged.keeps == 0:
        parts.append(_("no credit"))
    elif charged.units:
        parts.append(_off(policy))
    return ", ".join(parts)


def cost_sentence(policy: LatePolicy, charged: Charge, fraction: float, points: float) -> str:
    """`2 days late, 10% off per day: 7.5 of 10 became 6`; empty where lateness costs nothing."""
    words = charge_words(policy, charged)
    if not charged.units or not points:
        return words
    values = {
        "cost": words,
        "earned": number(fraction * points, 2),
        "points": number(points, 2),
        "worth": number(fraction * charged.keeps * points, 2),
    }
    return _("%(cost)s: %(earned)s of %(points)s became %(worth)s") % values


def _lateness(policy: LatePolicy, charged: Charge) -> str:
    n = charged.units
    if policy.unit == DAILY:
        text = ngettext("%(n)d day late", "%(n)d days late", n)
        if charged.late_days:
            text = ngettext("%(n)d more day late", "%(n)d more days late", n)
    else:
        text = ngettext("%(n)d hour late", "%(n)d hours late", n)
    return text % {"n": n}


def _off(policy: LatePolicy) -> str:
    values = {"percent": number(policy.percent, 2)}
    if policy.unit == DAILY:
        return _("%(percent)s%% off per day") % values
    return _("%(percent)s%% off per hour") % values
