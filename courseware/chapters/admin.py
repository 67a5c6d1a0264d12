from django.contrib import admin

from courseware.chapters.models import Chapter


@admin.register(Chapter)
class ChapterAdmin(admin.ModelAdmin):
    """Chapters come from files: here they can be looked at."""

    list_display = ["title", "course", "position", "retired"]
    list_filter = ["course"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
