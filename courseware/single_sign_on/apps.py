from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SingleSignOnConfig(AppConfig):
    name = "courseware.single_sign_on"
    verbose_name = _("Single sign-on")
