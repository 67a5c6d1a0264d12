from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "courseware.outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        from courseware.outbox import publisher

        publisher.connect()
