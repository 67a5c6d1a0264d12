"""Addresses of the site's home, of each course's home and of its chapters."""

from django.urls import path

from courseware.courses import chapter_views, copy_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("courses/<slug:course>/", views.course_home, name="course"),
    path("courses/<slug:course>/about/", views.about, name="about"),
    path("courses/<slug:course>/join/", views.join, name="join"),
    path("courses/<slug:course>/copy/", copy_views.copy, name="course-copy"),
    path("courses/<slug:course>/seen/", views.mark_news_seen, name="mark-news-seen"),
    path("courses/<slug:course>/chapters/<slug:slug>/", chapter_views.chapter, name="chapter"),
    path("courses/<slug:course>/chapters/<slug:slug>/read/", chapter_views.mark, name="mark-read"),
]
