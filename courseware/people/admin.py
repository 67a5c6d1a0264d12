from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet

from courseware.deletion.admin import BackgroundDeletionAdmin
from courseware.people.models import Enrollment, User


class EnrollmentInline(admin.TabularInline):
    model = Enrollment
    extra = 0


@admin.register(User)
class PersonAdmin(BackgroundDeletionAdmin, UserAdmin):
    inlines = [EnrollmentInline]

    def before_deletion(self, queryset: QuerySet[User]) -> None:
        """Nobody goes on working while their work is being deleted."""
        queryset.update(is_active=False)


@admin.register(Enrollment)
class EnrollmentAdmin(admin.ModelAdmin):
    list_display = ["user", "course", "role", "enrolled_at"]
    list_filter = ["course", "role"]
    search_fields = ["user__username", "user__email"]
