from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountConfig(AppConfig):
    name = "courseware.account"
    label = "own_account"  # allauth's app has the other name
    verbose_name = _("Own account")
