from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GradingHostsConfig(AppConfig):
    name = "courseware.grading_hosts"
    verbose_name = _("Grading hosts")

    def ready(self) -> None:
        from courseware.grading_hosts import calibrator

        calibrator.connect()
