from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MetricsConfig(AppConfig):
    name = "courseware.metrics"
    verbose_name = _("Metrics")

    def ready(self) -> None:
        from celery.signals import worker_ready

        from courseware.metrics import exposition

        if settings.METRICS_DIR:
            exposition.forget_ended_processes(Path(settings.METRICS_DIR))
        if settings.METRICS_PORT:
            worker_ready.connect(
                lambda **_: exposition.serve(settings.METRICS_PORT),
                weak=False,
                dispatch_uid="courseware.metrics",
            )
