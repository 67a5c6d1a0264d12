from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "courseware.health"
    verbose_name = "Health"

    def ready(self) -> None:
        from courseware.health import jobs
        from courseware.workers import heartbeat

        heartbeat.connect()
        jobs.connect()
