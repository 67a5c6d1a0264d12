from django.contrib import admin

from courseware.calendars.models import CalendarFeed


@admin.register(CalendarFeed)
class CalendarFeedAdmin(admin.ModelAdmin):
    list_display = ["user", "created_at"]
    fields = ["user"]
    readonly_fields = ["user"]
    search_fields = ["user__username"]

    def has_add_permission(self, request: object) -> bool:
        return False
