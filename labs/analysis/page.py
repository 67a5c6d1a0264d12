"""What the page of a lab's analysis shows: everything is made here, templates only write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.analysis import sample_statistics as st
from courseware.analysis.flags import Flag
from courseware.analysis.part_statistics import MIN_COUNT
from courseware.items.models import Item
from courseware.people.models import User
from courseware.ui import plots
from courseware.ui.grader_messages import text_of
from courseware.ui.meanings import words_of
from labs.analysis.facts import Facts
from labs.analysis.flags import case_flags, lab_flags
from labs.analysis.progress import STUCK_AFTER

MOST_TRIES = 8  # that have a bar of their own
MINUTES = (5, 10, 20, 30, 45, 60, 90, 120)  # ends of the bars
MAX_LISTED = 20  # students, mistakes or programs before "more"

_SOURCES = {
    "mistake": gettext_lazy("Known mistake of this lab"),
    "near_mistake": gettext_lazy("Close to a known mistake"),
    "hypothesis": gettext_lazy("Wrong formula"),
    "mutation": gettext_lazy("Slip in one place"),
}


def analysis_context(item: Item, facts: Facts, *, names: bool) -> dict[str, Any]:
    """``names``: whether the reader may know whose submissions these are."""
    rows = [_row(number, case) for number, case in enumerate(facts["cases"], start=1)]
    enough = bool(facts["cases"]) and facts["cases"][0]["first"]["count"] >= MIN_COUNT
    return {
        "facts": facts,
        "whole": facts["whole"],
        "mean": st.mean(facts["totals"]) if facts["totals"] else None,
        "enough": enough,
        "min_count": MIN_COUNT,
        "flags": lab_flags(facts),
        "rows": rows,
        "doubtful": sum(bool(row["wrong"]) for row in rows),
        "never": sum(row["never"] for row in rows),
        "bars": plots.histogram(facts["totals"]),
        "dots": plots.scatter(_dots(rows)) if enough else [],
        "tries": _tries(facts["tries"]),
        "median_tries": st.median(facts["tries"]) if facts["tries"] else None,
        "minutes": _minutes(facts["minutes"]),
        "median_minutes": st.median(facts["minutes"]) if facts["minutes"] else None,
        "mistakes": _mistakes(item, facts, names),
        "stuck_after": STUCK_AFTER,
        "stuck_on": [
            (facts["cases"][place]["case"]["name"], count)
            for place, count in facts["stuck_on"][:MAX_LISTED]
        ],
        "stuck": _stuck(item, facts) if names else [],
        "unstable": _unstable(item, facts, names),
        "names": names,
        "most": MAX_LISTED,
    }


def _row(number: int, case: Mapping[str, Any]) -> dict[str, Any]:
    flags: list[Flag] = case_flags(case)
    first = case["first"]
    return {
        "number": number,
        **case,
        "flags": flags,
        "wrong": [flag for flag in flags if flag.meaning == "wrong"],
        "never": first["facility"] is not None and first["facility"] >= 100,
        "has_enough": first["count"] >= MIN_COUNT,
        "trace": plots.small_trace(plots.Trace(case["case"]["name"], case["by_group"])),
    }


def _dots(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, float, float, bool]]:
    return [
        (
            str(row["number"]),
            row["first"]["facility"],
            row["first"]["discrimination"],
            bool(row["wrong"]),
        )
        for row in rows
        if row["first"]["discrimination"] is not None
    ]


def _tries(tries: Sequence[int]) -> list[plots.Bar]:
    counts = [sum(each == n for each in tries) for n in range(1, MOST_TRIES)]
    counts.append(sum(each >= MOST_TRIES for each in tries))
    labels = [*map(str, range(1, MOST_TRIES)), _("%(count)d or more") % {"count": MOST_TRIES}]
    return plots.bars(counts, labels) if tries else []


def _minutes(minutes: Sequence[float]) -> list[plots.Bar]:
    ends = (0, *MINUTES)
    counts = [
        sum(low <= each < high for each in minutes)
        for low, high in zip(ends, MINUTES, strict=False)
    ]
    counts.append(sum(each >= MINUTES[-1] for each in minutes))
    labels = [
        _("%(low)d to %(high)d minutes") % {"low": low, "high": high}
        for low, high in zip(ends, MINUTES, strict=False)
    ]
    labels.append(_("%(count)d minutes or more") % {"count": MINUTES[-1]})
    return plots.bars(counts, labels) if minutes else []


def _mistakes(item: Item, facts: Facts, names: bool) -> list[dict[str, Any]]:
    people = facts["people"] or 1
    return [
        {
            "words": text_of(each["sentence"], "sentence"),
            "name": each["name"],
            "source": _SOURCES.get(each["source"], _("Found in the code")),
            "students": each["students"],
            "share": each["students"] / people,
            "left": each["left"],
            "url": _submission_url(item, each["example"]) if names and each["example"] else "",
        }
        for each in facts["mistakes"]
    ]


def _stuck(item: Item, facts: Facts) -> list[dict[str, Any]]:
    """One query for their names."""
    people = User.objects.in_bulk([each["user"] for each in facts["stuck"]])
    cases = facts["cases"]
    return [
        {
            "person": people[each["user"]],
            "submissions": each["submissions"],
            "url": _submission_url(item, each["last"]),
            "cases": [
                cases[place]["case"]["name"] for place in each["cases"] if place < len(cases)
            ],
        }
        for each in facts["stuck"]
        if each["user"] in people
    ]


def _unstable(item: Item, facts: Facts, names: bool) -> list[dict[str, Any]]:
    return [
        {
            "verdicts": [words_of(verdict) for verdict in each["verdicts"]],
            "slowest": each["slowest"],
            "fastest": each["fastest"],
            "count": len(each["submissions"]),
            "submissions": [(pk, _submission_url(item, pk)) for pk in each["submissions"]]
            if names
            else [],
        }
        for each in facts["unstable"]
    ]


def _submission_url(item: Item, pk: int) -> str:
    return reverse("labs:submission", args=[item.course.slug, item.slug, pk])
