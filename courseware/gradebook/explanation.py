"""Why a score is what it is, step by step, and what it does to the total. Pure.

Students and instructors read the same sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.deadlines.window import Window
from courseware.gradebook import unscored
from courseware.gradebook.rules import Category
from courseware.gradebook.selectors import Cell
from courseware.gradebook.totals import Plan, Total
from courseware.items.works import Work
from courseware.people.clock import shown_time
from courseware.ui import formatting


class StepKind(StrEnum):
    """What a step is about."""

    NOTHING = "nothing"
    ZERO = "zero"
    WORK = "work"
    LATE = "late"
    OVERRIDE = "override"
    CHANGED_BELOW = "changed below"
    EXCUSED = "excused"
    HELD = "held"
    EXTRA = "extra credit"
    DROPPED = "dropped"
    WEIGHT = "weight"
    ROUNDED = "rounded"
    LETTER = "letter"


@dataclass(frozen=True)
class Step:
    """``points`` are those of the item after the step, where it has any."""

    kind: StepKind
    sentence: str
    points: float | None = None


def steps_of(
    cell: Cell,
    place: int,
    plan: Plan,
    total: Total,
    work: Sequence[Work] | None = (),
    window: Window | None = None,
) -> list[Step]:
    """How the score of a cell came about.

    Args:
        cell: the score and its states.
        place: the item's place in the plan.
        plan: that of the course.
        total: of the person, by the plan.
        work: what the person handed in; ``None`` where it cannot be read.
        window: the dates of the person, where they are others than the item's.
    """
    if cell.held:
        sentence = _("The scores of this item are not released yet.")
        return [Step(StepKind.HELD, sentence)]
    if not cell.excused and cell.fraction is None:
        return _without_score(cell, place, plan, total, window)
    own = _of_score(cell, work or ())
    return own if cell.excused else [*own, *_of_total(place, plan, total)]


def _without_score(
    cell: Cell, place: int, plan: Plan, total: Total, window: Window | None
) -> list[Step]:
    item = cell.item
    dates = window or Window(item.opens_at, item.due_at, item.closes_at)
    own = [
        Step(StepKind.NOTHING, sentence) for sentence in unscored.reasons(cell, dates, shown_time())
    ]
    of_total = _of_total(place, plan, total)
    if any(step.kind == StepKind.WEIGHT for step in of_total) and _counts(place, plan):
        sentence = _(
            "Until there is a score, it counts as zero in the total, and it is left out of "
            "“graded so far”."
        )
        own.append(Step(StepKind.ZERO, sentence))
    return [*own, *of_total]


def _counts(place: int, plan: Plan) -> bool:
    """Whether the item is in what the total is made of."""
    return not plan.rules.is_weighted or plan.category_of[place] is not None


def _of_score(cell: Cell, work: Sequence[Work]) -> list[Step]:
    score, out_of = cell.score, float(cell.item.points)
    if score is None:
        return []
    steps = []
    if score.fraction is not None:
        computed = score.fraction * out_of
        steps.append(Step(StepKind.WORK, _work_sentence(work, computed, out_of), computed))
    if score.late_by:
        late = formatting.lateness(score.late_by)
        sentence = _("The work was %(late)s.") % {"late": late}
        costs = [f"{each.cost}." for each in work if each.counts and each.cost]
        steps.append(Step(StepKind.LATE, " ".join([sentence, *costs])))
    if score.override is not None:
        points = score.override * out_of
        values = {
            "points": formatting.points(points, out_of),
            "reason": score.override_reason or _("no reason given"),
        }
        if cell.outside:
            sentence = _("%(points)s points: %(reason)s") % values
        else:
            sentence = _("An override sets the score to %(points)s points: %(reason)s") % values
        steps.append(Step(StepKind.OVERRIDE, sentence, points))
    if score.changed_below and not cell.outside:
        sentence = _("The computed score has changed since the override was set.")
        steps.append(Step(StepKind.CHANGED_BELOW, sentence))
    if score.excused:
        values = {"reason": score.excuse_reason or _("no reason given")}
        sentence = _("Excused, so the item does not count: %(reason)s") % values
        steps.append(Step(StepKind.EXCUSED, sentence))
    return steps


def _work_sentence(work: Sequence[Work], points: float, out_of: float) -> str:
    shown = formatting.points(points, out_of)
    counting = [each.title for each in work if each.counts]
    if not counting:
        return _("Graded: %(points)s points.") % {"points": shown}
    if len(counting) == 1:
        return _("%(work)s counts: %(points)s points.") % {"work": counting[0], "points": shown}
    values = {"work": ", ".join(reversed(counting)), "points": shown}
    return _("The average of %(work)s counts: %(points)s points.") % values


def _of_total(place: int, plan: Plan, total: Total) -> list[Step]:
    """What the rules make of the item."""
    item, rules = plan.items[place], plan.rules
    number = plan.category_of[place]
    category = None if number is None else rules.categories[number]
    if category is None and rules.is_weighted:
        sentence = _("It is not in any category, so it does not count toward the total.")
        return [Step(StepKind.WEIGHT, sentence)]
    if item.key in rules.extra_credit or (category and category.extra_credit):
        sentence = _("It is extra credit: it can only add to the total.")
        return [Step(StepKind.EXTRA, sentence)]
    if place in total.dropped and category is not None:
        return [Step(StepKind.DROPPED, _dropped_sentence(category))]
    return [Step(StepKind.WEIGHT, _weight_sentence(place, plan, total, category))]


def _dropped_sentence(category: Category) -> str:
    text = ngettext(
        "It is the lowest score in “%(category)s” and is dropped, so it does not count.",
        "It is among the %(count)d lowest scores in “%(category)s” and is dropped, so it "
        "does not count.",
        category.drop_lowest,
    )
    return text % {"category": category.name, "count": category.drop_lowest}


def _weight_sentence(place: int, plan: Plan, total: Total, category: Category | None) -> str:
    out_of = plan.items[place].out_of
    if not plan.rules.is_weighted or category is None:
        text = _("It is worth %(points)s of the %(total)s points that count in the course.")
        return text % {
            "points": formatting.number(out_of, 2),
            "total": formatting.number(total.out_of, 2),
        }
    counting = next(each.total.out_of for each in total.categories if each.category is category)
    text = _(
        "It is worth %(points)s of the %(total)s points that count in “%(category)s”, which has a "
        "weight of %(weight)s."
    )
    return text % {
        "points": formatting.number(out_of, 2),
        "total": formatting.number(counting, 2),
        "category": category.name,
        "weight": formatting.percent(category.weight / 100),
    }


def steps_of_total(total: Total) -> list[Step]:
    """How the total came about: each category, then rounding and letter."""
    steps = []
    if total.rules.is_weighted:
        steps = [
            Step(StepKind.WEIGHT, _category_sentence(each.category, each.total.share))
            for each in total.categories
            if each.category is not None
        ]
    else:
        text = _("%(earned)s of %(out_of)s points.")
        values = {
            "earned": formatting.number(total.earned, 2),
            "out_of": formatting.number(total.out_of, 2),
        }
        steps = [Step(StepKind.WEIGHT, text % values)]
    if total.fraction is not None and total.rules.places is not None:
        values = {
            "exact": formatting.number(100 * total.fraction, 4),
            "rounded": formatting.decimals(total.percent or 0.0, total.rules.places),
        }
        sentence = _("%(exact)s%% is rounded to %(rounded)s%%.") % values
        steps.append(Step(StepKind.ROUNDED, sentence))
    if total.letter:
        steps.append(Step(StepKind.LETTER, _("Letter: %(letter)s.") % {"letter": total.letter}))
    return steps


def _category_sentence(category: Category, share: float | None) -> str:
    values = {"category": category.name, "weight": formatting.percent(category.weight / 100)}
    if share is None:
        return (
            _(
                "%(category)s: nothing counts yet, so its weight is redistributed to the "
                "other categories."
            )
            % values
        )
    values["share"] = formatting.percent(share)
    if category.extra_credit:
        return _("%(category)s: %(share)s of up to %(weight)s extra credit.") % values
    return _("%(category)s: %(share)s, with a weight of %(weight)s.") % values
