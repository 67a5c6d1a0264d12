from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class GradebookConfig(AppConfig):
    name = "courseware.gradebook"
    verbose_name = _("Gradebook")

    def ready(self) -> None:
        from courseware.gradebook.erasure import erase_before_deletion
        from courseware.gradebook.news import score_news
        from courseware.items import news
        from courseware.people.models import User

        news.register("scores", score_news)
        pre_delete.connect(erase_before_deletion, sender=User, dispatch_uid="score history")
