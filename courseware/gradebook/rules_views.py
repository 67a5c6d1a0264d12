"""The page of a course's grading rules, with a preview on the real scores."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.gradebook.models import GradingRules
from courseware.gradebook.rules import Rules
from courseware.gradebook.rules_form import RulesForms
from courseware.gradebook.rules_selectors import plan_of, rules_of
from courseware.gradebook.rules_services import preview_rules, set_rules
from courseware.items.models import Item
from courseware.items.selectors import items_of
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

SHOWN = 200  # students in the preview


@permission_required(Permission.CHANGE_GRADES)
@handle_data_errors
def rules(request: HttpRequest) -> HttpResponse:
    """A POST shows who gains and who loses; with ``save`` the rules are set."""
    items, present = list(items_of(request.course)), rules_of(request.course)
    if request.method != "POST":
        return _page(request, RulesForms(items, present))
    if "from-file" in request.POST:
        set_rules(course=request.course, rules=None, by=request.user, reason=_("As in the files"))
        messages.success(request, _("The rules of the course’s files count again."))
        return redirect("grading-rules", request.course.slug)
    forms = RulesForms(items, present, request.POST)
    new = forms.rules()
    if new is None:
        return _page(request, forms, status=422)
    if "save" not in request.POST:
        return _page(request, forms, preview=_preview(request, items, new))
    reason = forms.main.cleaned_data["reason"]
    set_rules(course=request.course, rules=new, by=request.user, reason=reason)
    messages.success(request, _("The grading rules are saved. Every page shows the new totals."))
    return redirect("grading-rules", request.course.slug)


def _page(
    request: HttpRequest,
    forms: RulesForms,
    *,
    preview: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    stored = GradingRules.objects.filter(course=request.course).first()
    context = {"forms": forms, "preview": preview, "stored": stored}
    return render(request, "gradebook/rules.html", context, status=status)


def _preview(request: HttpRequest, items: list[Item], new: Rules) -> dict[str, Any]:
    changes = preview_rules(request.course, new)
    changing = [change for change in changes if change.changes]
    plan = plan_of(items, new)
    outside = [item for item, place in zip(items, plan.category_of, strict=True) if place is None]
    return {
        "changes": changing[:SHOWN],
        "more": max(len(changing) - SHOWN, 0),
        "unchanged": len(changes) - len(changing),
        "gaining": sum((change.gain or 0) > 0 for change in changing),
        "losing": sum((change.gain or 0) < 0 for change in changing),
        "outside": outside if new.is_weighted else [],
        "weights": plan.weight if new.is_weighted else None,
    }
