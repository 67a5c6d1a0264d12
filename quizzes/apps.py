from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        # They need the models, which are loaded before apps are made ready.
        from courseware.items import kinds
        from quizzes.kind import QuizKind

        kinds.register(QuizKind())
