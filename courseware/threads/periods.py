"""Until when students may ask for a regrade, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.items.selectors import items_of
from courseware.people.moments import check_moment
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.threads.models import RequestPeriod


class PeriodsForm(forms.Form):
    """A date for each item; an empty one sets no end."""

    def __init__(self, data: Any, *, items: Sequence[Item]) -> None:
        periods = RequestPeriod.objects.filter(item__in=items)
        until = {period.item_id: period.until for period in periods}
        super().__init__(data, initial={_name(item): until.get(item.pk) for item in items})
        for item in items:
            self.fields[_name(item)] = forms.DateTimeField(
                label=item.title,
                required=False,
                validators=[check_moment],
                widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            )


def _name(item: Item) -> str:
    return f"until-{item.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.CHANGE_COURSE)
def periods(request: HttpRequest) -> HttpResponse:
    items = list(items_of(request.course))
    form = PeriodsForm(request.POST if request.method == "POST" else None, items=items)
    if form.is_bound and form.is_valid():
        set_periods(items, form)
        messages.success(request, _("The dates were saved."))
        return redirect("request-periods", request.course.slug)
    context = {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "threads/periods.html", context, status=status)


@in_transaction
def set_periods(items: Sequence[Item], form: PeriodsForm) -> None:
    """Stores the dates of a valid form."""
    for item in items:
        until = form.cleaned_data[_name(item)]
        if until is None:
            RequestPeriod.objects.filter(item=item).delete()
        else:
            RequestPeriod.objects.update_or_create(item=item, defaults={"until": until})
