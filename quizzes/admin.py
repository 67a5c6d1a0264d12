"""Quizzes in the admin, to look at: what a file or an attempt says is not edited by hand."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from courseware.deletion.admin import BackgroundDeletionAdmin
from courseware.gradebook.filters import LateFilter
from quizzes.models import Attempt, Event, QuizRevision, Response


class ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ResponseInline(ReadOnly, admin.TabularInline):
    model = Response
    fields = ["position", "question", "answer", "certainty", "saved_at", "version", "fraction"]
    extra = 0


class EventInline(ReadOnly, admin.TabularInline):
    model = Event
    fields = ["at", "name", "question", "data", "by"]
    extra = 0


@admin.register(QuizRevision)
class QuizRevisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "number", "item", "created_at"]
    list_select_related = ["item"]
    search_fields = ["title", "item__slug"]


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, BackgroundDeletionAdmin):
    list_display = ["item", "user", "number", "started_at", "submitted_at", "earned", "late_by"]
    list_select_related = ["item", "user"]
    list_filter = ["item", LateFilter]
    search_fields = ["user__username", "item__slug"]
    inlines = [ResponseInline, EventInline]
