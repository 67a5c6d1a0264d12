"""Addresses below /courses/<course>/labs/."""

urlpatterns = []
