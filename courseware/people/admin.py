import allauth.mfa.admin  # noqa: F401  (registers what is replaced)
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

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


admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """For whoever has lost everything: an administrator deletes the rows. Secrets stay hidden."""

    fields = list_display = ["user", "type", "created_at", "last_used_at"]
    search_fields = ["user__username", "user__email"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False


@admin.register(Enrollment)
class EnrollmentAdmin(admin.ModelAdmin):
    list_display = ["user", "course", "role", "enrolled_at"]
    list_filter = ["course", "role"]
    search_fields = ["user__username", "user__email"]
