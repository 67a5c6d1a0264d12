from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "courseware.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from courseware.items import news
        from courseware.items.models import Extension
        from courseware.notices.extensions import tell_of_extension
        from courseware.notices.news import notice_news

        news.register("notices", notice_news)
        post_save.connect(tell_of_extension, sender=Extension, dispatch_uid="courseware.notices")
