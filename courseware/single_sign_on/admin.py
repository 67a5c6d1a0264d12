"""The provider is set up in the environment: its secrets have no second place."""

import allauth.socialaccount.admin  # noqa: F401  (registers what is taken away)
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib import admin

admin.site.unregister([SocialApp, SocialToken])
