from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from courseware.deletion.admin import BackgroundDeletionAdmin
from courseware.gradebook.filters import LateFilter
from courseware.gradebook.models import Score, ScoreChange


class ScoreChangeInline(admin.TabularInline):
    """The audit trail: to be read, not written."""

    model = ScoreChange
    extra = 0
    can_delete = False
    readonly_fields = ["fraction", "override", "reason", "by", "at"]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Score)
class ScoreAdmin(BackgroundDeletionAdmin):
    """Scores are changed through the gradebook, which keeps the audit trail."""

    list_display = ["user", "item", "fraction", "override", "late_by", "updated_at"]
    list_filter = ["item__course", "item", LateFilter]
    search_fields = ["user__username"]
    readonly_fields = ["user", "item", "fraction", "override", "override_reason", "late_by"]
    inlines = [ScoreChangeInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
