"""URL patterns. Those of the item kinds are below the course; apps are named as strings."""

from django.contrib import admin
from django.urls import include, path

from courseware.items.kinds import all_kinds

handler400 = "courseware.ui.views.bad_request"
handler403 = "courseware.ui.views.permission_denied"
handler404 = "courseware.ui.views.not_found"
handler500 = "courseware.ui.views.server_error"

urlpatterns = [
    path("admin/", include("courseware.people.admin_urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("courseware.people.urls")),  # in place of some of allauth's
    path("accounts/", include("courseware.account.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("courseware.api.urls")),
    path("", include("courseware.ui.urls")),
    path("", include("courseware.playground.urls")),
    path("", include("courseware.courses.urls")),
    path("", include("courseware.calendars.urls")),
    path("", include("courseware.notices.urls")),
    path("", include("courseware.health.urls")),
    path("", include("courseware.metrics.urls")),
    path("", include("courseware.grading_hosts.urls")),
    path("", include("courseware.roster.site_urls")),
    path("", include("courseware.student_view.urls")),
    path("", include("courseware.lti.urls")),
    path("courses/<slug:course>/", include("courseware.gradebook.urls")),
    path("courses/<slug:course>/", include("courseware.deadlines.urls")),
    path("courses/<slug:course>/", include("courseware.teaching.urls")),
    path("courses/<slug:course>/", include("courseware.course_settings.urls")),
    path("courses/<slug:course>/", include("courseware.threads.urls")),
    path("courses/<slug:course>/", include("courseware.announcements.urls")),
    path("courses/<slug:course>/", include("courseware.manual_grading.urls")),
    path("courses/<slug:course>/", include("courseware.regrades.urls")),
    path("courses/<slug:course>/", include("courseware.outages.urls")),
    path("courses/<slug:course>/", include("courseware.external_scores.urls")),
    path("courses/<slug:course>/", include("courseware.exchange.urls")),
    path("courses/<slug:course>/", include("courseware.search.urls")),
    path("courses/<slug:course>/", include("courseware.webhooks.urls")),
    path("courses/<slug:course>/", include("courseware.roster.urls")),
    path("courses/<slug:course>/", include("courseware.lti.course_urls")),
    *(path(f"courses/<slug:course>/{kind.plural}/", include(kind.urls)) for kind in all_kinds()),
]
