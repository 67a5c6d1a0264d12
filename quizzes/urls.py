"""Addresses below /courses/<course>/quizzes/."""

urlpatterns = []
