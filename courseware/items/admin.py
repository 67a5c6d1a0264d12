from django.contrib import admin

from courseware.items.models import Course, Item


@admin.register(Course)
class CourseAdmin(admin.ModelAdmin):
    list_display = ["title", "slug", "loaded_at", "open_enrollment"]


@admin.register(Item)
class ItemAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "course", "points", "opens_at", "due_at", "retired"]
    list_filter = ["course", "kind", "retired"]
    search_fields = ["title", "slug"]
