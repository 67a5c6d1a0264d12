from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from courseware.gradebook.filters import LateFilter
from courseware.gradebook.models import GradingRules, Score, ScoreBatch, ScoreChange


class ScoreChangeInline(admin.TabularInline):
    """The audit trail: to be read, not written."""

    model = ScoreChange
    extra = 0
    can_delete = False
    fields = ["at", "kind", "fraction", "override", "excused", "reason", "note", "by"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Score)
class ScoreAdmin(admin.ModelAdmin):
    """To be read: scores are changed in the gradebook, which keeps the audit trail."""

    list_display = ["user", "item", "fraction", "override", "late_by", "updated_at"]
    list_filter = ["item__course", "item", LateFilter]
    search_fields = ["user__username"]
    fields = [
        *("user", "item", "fraction", "override", "override_reason", "excused", "excuse_reason"),
        *("note", "set_by", "late_by"),
    ]
    readonly_fields = fields
    inlines = [ScoreChangeInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class _ReadOnly(admin.ModelAdmin):
    """Nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(ScoreChange)
class ScoreChangeAdmin(_ReadOnly):
    """The audit trail, also of people and items that are gone."""

    list_display = ["at", "user_number", "item_key", "kind", "fraction", "override", "by"]
    list_filter = ["kind"]
    search_fields = ["item_key", "user_number"]


@admin.register(ScoreBatch)
class ScoreBatchAdmin(_ReadOnly):
    """Changes of many scores, releases and rules."""

    list_display = ["at", "kind", "course", "item_key", "count", "reason", "by"]
    list_filter = ["course", "kind"]


@admin.register(GradingRules)
class GradingRulesAdmin(_ReadOnly):
    """Rules are changed on the course's own page."""

    list_display = ["course", "changed_by", "changed_at"]
