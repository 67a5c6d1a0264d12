from django.contrib import admin
from django.http import HttpRequest

from courseware.notices.models import Notice


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    """For looking up a person's notices, and whether they were emailed."""

    list_display = ["user", "course", "kind", "created_at", "seen_at", "mail_begun_at", "mailed_at"]
    list_select_related = ["user", "course"]
    list_filter = ["course", "kind"]
    search_fields = ["user__username"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
