from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "courseware.people"
    verbose_name = _("People")

    def ready(self) -> None:
        from courseware.people import devices  # noqa: F401  (listens; models are ready only now)
