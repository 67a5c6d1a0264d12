from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "courseware.outbox"
    verbose_name = "Outbox"

    def ready(self) -> None:
        from courseware.outbox import publisher

        publisher.connect()
