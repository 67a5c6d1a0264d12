from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from courseware.people.models import Enrolment, User


class EnrolmentInline(admin.TabularInline):
    model = Enrolment
    extra = 0


@admin.register(User)
class PersonAdmin(UserAdmin):
    inlines = [EnrolmentInline]


@admin.register(Enrolment)
class EnrolmentAdmin(admin.ModelAdmin):
    list_display = ["user", "course", "role", "enrolled_at"]
    list_filter = ["course", "role"]
    search_fields = ["user__username", "user__email"]
