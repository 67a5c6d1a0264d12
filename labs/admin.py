"""Labs in the administration: to be read, not written. Work is changed by services alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from labs.models import LabRevision, Submission


class _ReadOnly(admin.ModelAdmin):
    """Nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(LabRevision)
class LabRevisionAdmin(_ReadOnly):
    """Labs as they were loaded, without their files."""

    list_display = ["number", "title", "item", "current", "created_at", "digest"]
    list_filter = ["current", "item__course"]
    exclude = ["files", "visible_cases"]


@admin.register(Submission)
class SubmissionAdmin(_ReadOnly):
    """Submissions, without what the hidden inputs are drawn from."""

    list_display = ["pk", "item", "user", "purpose", "state", "verdict", "score", "created_at"]
    list_filter = ["state", "purpose", "verdict", ("flag", admin.EmptyFieldListFilter), "item"]
    search_fields = ["user__username"]
    list_select_related = ["item", "user"]
    exclude = ["seed", "key", "claim"]
    date_hierarchy = "created_at"
