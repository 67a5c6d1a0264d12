"""Pages of the administration that are the site's own: signing in, and changing the password."""

from django.urls import path
from django.views.generic import RedirectView

from courseware.people.views import admin_login

urlpatterns = [
    path("login/", admin_login),
    # One page for it, the one where guessing the current password is slowed down.
    path("password_change/", RedirectView.as_view(pattern_name="account_change_password")),
]
