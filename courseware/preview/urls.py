"""The site's addresses with those of a preview before them, one of which takes the home page's."""

from django.urls import include, path

from courseware.preview import views

handler400 = "courseware.ui.views.bad_request"
handler403 = "courseware.ui.views.permission_denied"
handler404 = "courseware.ui.views.not_found"
handler500 = "courseware.ui.views.server_error"

urlpatterns = [
    path("", views.start, name="preview"),
    path("preview/author/", views.author, name="preview-author"),
    path("preview/version/", views.version, name="preview-version"),
    path("preview/<str:name>", views.file, name="preview-file"),
    path("", include("courseware.urls")),
]
