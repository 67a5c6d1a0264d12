"""Filters of lists in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from courseware.gradebook.policy import ON_TIME


class LateFilter(admin.SimpleListFilter):
    """Rows with a duration ``late_by``: those that were late, or those that were on time."""

    title = _("late")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Values of the parameter, with their labels."""
        return [("1", _("Late")), ("0", _("On time"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the chosen value leaves."""
        if self.value() == "1":
            return queryset.filter(late_by__gt=ON_TIME)
        if self.value() == "0":
            return queryset.filter(late_by=ON_TIME)
        return queryset
