from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        # All need the models, which are loaded before apps are made ready.
        from django.db.models.signals import post_save

        from courseware.items import kinds
        from quizzes.kind import QuizKind
        from quizzes.models import Accommodation
        from quizzes.services.notices import notify_of_accommodation

        kinds.register(QuizKind())
        post_save.connect(
            notify_of_accommodation, sender=Accommodation, dispatch_uid="quizzes.accommodations"
        )
