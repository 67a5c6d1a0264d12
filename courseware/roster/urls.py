"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.roster.views import enrolling, importing, invitations, people, sections

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person-add"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/remove/", people.remove, name="person-remove"),
    path("people/<int:person>/restore/", people.restore, name="person-restore"),
    path("people/sections/", sections.sections, name="sections"),
    path("people/sections/<int:section>/", sections.section, name="section"),
    path("people/sections/<int:section>/delete/", sections.delete, name="section-delete"),
    path("people/import/", importing.upload, name="roster-import"),
    path("people/import/<int:roster>/", importing.preview, name="roster-preview"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/enrollment/", enrolling.enrollment, name="enrollment"),
]
