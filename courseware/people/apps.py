from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "courseware.people"
    verbose_name = "People"

    def ready(self) -> None:
        from courseware.people import devices  # noqa: F401  (listens; models are ready only now)
