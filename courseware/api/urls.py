"""Addresses of the API, and of the page of one's tokens."""

from django.urls import path

from courseware.api import views
from courseware.api.site import api, not_found

urlpatterns = [
    path("accounts/tokens/", views.tokens, name="tokens"),
    path("accounts/tokens/<int:pk>/revoke/", views.revoke, name="token-revoke"),
    path("api/v1/", api.urls),
    path("api/", not_found, name="api-root"),
    path("api/<path:path>", not_found, name="api-not-found"),
]
