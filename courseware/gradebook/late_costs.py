"""What handing work in now would cost, so that a student is asked before it does."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.deadlines.late import charge, days_needed, policy_of
from courseware.deadlines.late_words import charge_words
from courseware.gradebook.late_days import late_days_of
from courseware.items.models import Item
from courseware.ui.formatting import number


def cost_of(item: Item, user: int, handed_in: datetime, late_by: timedelta) -> str:
    """The sentence to confirm; empty where handing in costs neither late days nor points.

    ``user`` is the person's id, ``late_by`` how late the work would be. No query unless it is late.
    """
    policy = policy_of(item)
    if not days_needed(policy, handed_in, late_by):
        return ""
    budget = late_days_of(item.course, user)
    used = budget.used.get(item.pk, 0)
    charged = charge(policy, handed_in, late_by, used + budget.left)
    sentences = []
    if (more := charged.late_days - used) > 0:
        sentences.append(_uses(more, budget.left))
    if charged.units and charged.keeps == 0:
        sentences.append(_("It is too late to earn any points."))
    elif charged.keeps < 1:
        text = _("It loses %(percent)s%% of the points earned (%(reason)s).")
        percent = number(100 * (1 - charged.keeps), 2)
        sentences.append(text % {"percent": percent, "reason": charge_words(policy, charged)})
    if not sentences:
        return ""
    return " ".join([_("This is after your due date."), *sentences])


def _uses(days: int, left: int) -> str:
    if days == left:
        text = ngettext(
            "It uses your last late day.",
            "It uses all %(n)d of your remaining late days.",
            days,
        )
    else:
        text = ngettext(
            "It uses %(n)d of your %(left)d remaining late days.",
            "It uses %(n)d of your %(left)d remaining late days.",
            days,
        )
    return text % {"n": days, "left": left}
