from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExternalScoresConfig(AppConfig):
    name = "courseware.external_scores"
    verbose_name = _("External scores")

    def ready(self) -> None:
        from courseware.external_scores.kind import ExternalKind
        from courseware.items import kinds

        kinds.register(ExternalKind())
