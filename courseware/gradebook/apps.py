from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GradebookConfig(AppConfig):
    name = "courseware.gradebook"
    verbose_name = _("Gradebook")

    def ready(self) -> None:
        from courseware.gradebook.news import score_news
        from courseware.items import news

        news.register("scores", score_news)
