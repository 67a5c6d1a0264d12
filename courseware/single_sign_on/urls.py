"""Included by allauth, below /accounts/."""

from django.urls import path

from courseware.single_sign_on import views

urlpatterns = [
    path("oidc/login/", views.login, name="oidc_login"),
    path("oidc/login/callback/", views.callback, name="oidc_callback"),
]
