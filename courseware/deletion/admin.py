"""An admin that leaves deleting to the workers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from courseware.deletion.tasks import delete_later

MAX_LISTED = 20  # rows on the page that asks whether to delete


class BackgroundDeletionAdmin(admin.ModelAdmin):
    """For models whose rows have many dependent rows."""

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """The rows themselves; listing what depends on them can take longer than deleting it."""
        rows = list(objs[: MAX_LISTED + 1])
        listed = [str(row) for row in rows[:MAX_LISTED]]
        if len(rows) > MAX_LISTED:
            listed.append(_("… and more"))
        listed.append(
            _("Everything that belongs to them is also deleted, by a worker within minutes.")
        )
        total = objs.count() if isinstance(objs, QuerySet) else len(objs)
        allowed = self.has_delete_permission(request)
        denied = set() if allowed else {str(self.model._meta.verbose_name)}
        return listed, {str(self.model._meta.verbose_name_plural): total}, denied, []

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.delete_queryset(request, self.model._base_manager.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.before_deletion(queryset)
        delete_later(queryset, by=request.user.pk)
        messages.info(
            request, _("Workers are deleting them in the background. This takes a few minutes.")
        )

    def before_deletion(self, queryset: QuerySet[Any]) -> None:
        """A hook for what has to happen at once; by default nothing."""
