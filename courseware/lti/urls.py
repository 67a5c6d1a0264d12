"""Addresses that platforms know, and the pages of launches."""

from django.urls import path

from courseware.lti.views import choosing, entering, launching, platforms, registrations

urlpatterns = [
    path("lti/jwks/", launching.jwks, name="lti-jwks"),
    path("lti/login/", launching.login, name="lti-login"),
    path("lti/launch/", launching.launch, name="lti-launch"),
    path("lti/continue/<str:token>/", launching.go_on, name="lti-continue"),
    path("lti/open/", launching.open_window, name="lti-open"),
    path("lti/enter/", entering.enter, name="lti-enter"),
    path("lti/choose/", choosing.choose, name="lti-choose"),
    path("lti/register/<str:token>/", registrations.registration, name="lti-register"),
    path("lti/platforms/", platforms.platforms, name="lti-platforms"),
    path("lti/platforms/<int:pk>/", platforms.platform, name="lti-platform"),
]
