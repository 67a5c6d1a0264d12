"""The page of a course's grading rules, with a preview on the real scores."""

from __future__ import annotations

import json
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.gradebook.models import GradingRules
from courseware.gradebook.rules import Rules
from courseware.gradebook.rules_form import RulesForms
from courseware.gradebook.rules_format import to_plain
from courseware.gradebook.rules_preview import Preview, preview_rules
from courseware.gradebook.rules_selectors import rules_of
from courseware.gradebook.rules_services import set_rules
from courseware.items.selectors import items_of
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

SHOWN = 200  # students in the preview


@permission_required(Permission.CHANGE_GRADES)
@handle_data_errors
def rules(request: HttpRequest) -> HttpResponse:
    """A POST shows who gains and who loses; with ``save``, rules that were shown so are set."""
    items, present = list(items_of(request.course)), rules_of(request.course)
    if request.method != "POST":
        return _page(request, RulesForms(items, present))
    if "from-file" in request.POST:
        set_rules(course=request.course, rules=None, by=request.user, reason=_("As in the files"))
        messages.success(request, _("The rules from the course’s files are in effect again."))
        return redirect("grading-rules", request.course.slug)
    forms = RulesForms(items, present, request.POST)
    new = forms.rules()
    if new is None:
        return _page(request, forms, status=422)
    previewed = _digest(new)
    if "save" not in request.POST or request.POST.get("previewed") != previewed:
        return _page(request, forms, preview=preview_rules(request.course, new), digest=previewed)
    reason = forms.main.cleaned_data["reason"]
    set_rules(course=request.course, rules=new, by=request.user, reason=reason)
    messages.success(request, _("The grading rules were saved. All pages now show the new totals."))
    return redirect("grading-rules", request.course.slug)


def _page(
    request: HttpRequest,
    forms: RulesForms,
    *,
    preview: Preview | None = None,
    digest: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "forms": forms,
        "preview": preview,
        "digest": digest,
        "edited": "save" in request.POST and preview is not None,
        "shown": preview.changing[:SHOWN] if preview else [],
        "more": max(len(preview.changing) - SHOWN, 0) if preview else 0,
        "stored": GradingRules.objects.filter(course=request.course).first(),
    }
    return render(request, "gradebook/rules.html", context, status=status)


def _digest(rules: Rules) -> str:
    """Differs for rules that were edited after their preview."""
    return sha256(json.dumps(to_plain(rules)).encode()).hexdigest()
