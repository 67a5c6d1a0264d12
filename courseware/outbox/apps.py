from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "courseware.outbox"
    verbose_name = "Outbox"
