"""Regrades of a course, choosing what to grade again, and one regrade with what it found."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.items.kinds import all_kinds, kind_named
from courseware.items.models import Item
from courseware.items.selectors import item_or_404, items_of
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.regrades import proposals, selectors, services
from courseware.regrades.forms import ApplyForm, ReasonForm, SelectionForm
from courseware.regrades.models import Proposal, Regrade, Status
from courseware.regrades.services import RegradeRefused

may_regrade = permission_required(Permission.CHANGE_GRADES)


@require_safe
@never_cache
@may_regrade
def regrades(request: HttpRequest) -> HttpResponse:
    """What is proposed, what can be chosen, and what was done."""
    return _list(request)


def _list(request: HttpRequest, refused: ReasonForm | None = None) -> HttpResponse:
    kinds = {kind.name for kind in all_kinds() if kind.regrading() is not None}
    context = {
        "proposals": list(proposals.open_proposals(request.course)),
        "items": [item for item in items_of(request.course) if item.kind in kinds],
        "regrades": list(selectors.regrades_of(request.course)[: selectors.LISTED]),
        "form": refused or ReasonForm(),
        "chosen": request.POST.getlist("proposal"),
        "most": selectors.LISTED,
    }
    return render(request, "regrades/list.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_regrade
def new(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Chooses works of an item; posting starts the preview."""
    item = item_or_404(request.course, kind, slug)
    regrading = kind_named(item.kind).regrading()
    if regrading is None:
        raise Http404(_("This kind of work cannot be regraded."))
    posted = request.method == "POST"
    form = SelectionForm(
        request.POST if posted else None,
        item=item,
        regrading=regrading,
        students=request.access.students(),
        initial={"work": _number(request.GET.get("work", ""))},
    )
    if posted and form.is_valid():
        try:
            found = services.start(
                item=item,
                by=request.user,
                selection=form.selection(),
                words=form.words(),
                proposal=_proposal(request, item),
            )
        except RegradeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(found)
    context = {
        "item": item,
        "form": form,
        "proposals": proposals.open_proposals(request.course).filter(item=item),
    }
    return render(request, "regrades/new.html", context, status=422 if form.errors else 200)


def _proposal(request: HttpRequest, item: Item) -> Proposal | None:
    pk = _number(request.POST.get("proposal", ""))
    return proposals.open_proposals(request.course).filter(item=item, pk=pk or 0).first()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


@require_safe
@never_cache
@may_regrade
def regrade(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _regrade_or_404(request, pk))


def _regrade_or_404(request: HttpRequest, pk: int) -> Regrade:
    found = selectors.regrades_of(request.course).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such regrade."))
    return found


def _page(request: HttpRequest, found: Regrade, refused: ReasonForm | None = None) -> HttpResponse:
    name, part = request.GET.get("show", ""), request.GET.get("part", "")[:200]
    search = request.GET.get("q", "").replace("\0", "").strip()[:100]
    rows = selectors.rows(found, name, part.replace("\0", ""), search)
    page = Paginator(rows, selectors.SHOWN).get_page(request.GET.get("page"))
    regrading = services.regrading_of(found.item)
    for row in page.object_list:
        row.url, row.name = regrading.url(found.item, row.work), regrading.title(row.title)
    figures = selectors.figures(found)
    context: dict[str, Any] = {
        "regrade": found,
        "item": found.item,
        "figures": figures,
        "filters": [
            (key, words, figures[key or "all"])
            for key, (words, _q) in selectors.filters_of(found).items()
        ],
        "show": name,
        "part": part,
        "search": search,
        "page": page,
        "spread": selectors.spread(found),
        "apply_form": refused if isinstance(refused, ApplyForm) else ApplyForm(),
        "undo_form": refused if isinstance(refused, ReasonForm) else ReasonForm(),
        "can_undo": found.state == Status.APPLIED
        and found.undoable
        and not services.later_applied(found),
    }
    return render(request, "regrades/regrade.html", context, status=422 if refused else 200)


@require_safe
@never_cache
@may_regrade
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, for a page that stays open; it is reloaded when a step is done."""
    found = _regrade_or_404(request, pk)
    if not found.is_under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    figures = selectors.figures(found)
    return render(request, "regrades/progress.html", {"regrade": found, "figures": figures})


@require_POST
@may_regrade
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """All that changes, or with ``only=gains`` what gains."""
    found, form = _regrade_or_404(request, pk), ApplyForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        services.apply(
            regrade=found,
            by=request.user,
            reason=form.cleaned_data["reason"],
            only_gains=request.POST.get("only") == "gains",
            tells=form.cleaned_data["tells"],
        )
    except RegradeRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
@may_regrade
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = _regrade_or_404(request, pk)
    try:
        services.discard(regrade=found)
        messages.success(request, _("The preview was discarded. No scores have changed."))
    except RegradeRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
@may_regrade
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _regrade_or_404(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        services.undo(regrade=found, by=request.user, reason=form.cleaned_data["reason"])
    except RegradeRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
@may_regrade
def dismiss(request: HttpRequest) -> HttpResponse:
    """The chosen proposals, with one reason."""
    form = ReasonForm(request.POST)
    ids = [number for text in request.POST.getlist("proposal") if (number := _number(text))]
    chosen = list(proposals.open_proposals(request.course).filter(pk__in=ids))
    if not chosen:
        messages.error(request, _("Choose at least one proposal to dismiss."))
        return redirect("regrades", request.course.slug)
    if not form.is_valid():
        return _list(request, form)
    count = services.dismiss(proposals=chosen, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Proposals dismissed: %(count)d.") % {"count": count})
    return redirect(reverse("regrades", args=[request.course.slug]))
