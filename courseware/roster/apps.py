from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RosterConfig(AppConfig):
    name = "courseware.roster"
    verbose_name = _("Rosters")

    def ready(self) -> None:
        from allauth.account.signals import user_signed_up

        user_signed_up.connect(_join, dispatch_uid="courseware.roster")


def _join(request: Any, user: Any, **_signal: Any) -> None:
    from courseware.roster.joining import join_after_signing_up

    course = join_after_signing_up(request, user)
    if course is not None:
        request.after_signing_up = course.get_absolute_url()
