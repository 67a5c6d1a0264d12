from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "courseware.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from courseware.items import news
        from courseware.notices.news import notice_news

        news.register("notices", notice_news)
