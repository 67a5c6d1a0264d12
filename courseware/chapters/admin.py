from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from courseware.chapters.models import Chapter


@admin.register(Chapter)
class ChapterAdmin(admin.ModelAdmin):
    """Chapters come from files: here they can be looked at."""

    list_display = ["title", "course", "position", "retired"]
    list_filter = ["course"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
