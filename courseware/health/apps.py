from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    name = "courseware.health"
    verbose_name = _("Health")

    def ready(self) -> None:
        from courseware.health import jobs
        from courseware.workers import heartbeat, readiness

        heartbeat.connect()
        readiness.connect()
        jobs.connect()
