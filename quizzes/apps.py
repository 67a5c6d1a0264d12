from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = "Quizzes"

    def ready(self) -> None:
        # Both need the models, which are loaded before apps are made ready.
        from courseware.items import kinds
        from quizzes.kind import QuizKind

        kinds.register(QuizKind())
