"""The site map of changing the matrix: proposing, reviewing, and the record of both."""

from django.urls import URLPattern, path

from proposals.views.me import me, me_header
from proposals.views.revert import revert_revision
from proposals.views.send_kept import suggest_send_kept
from proposals.views.suggest_cell import suggest_cell
from proposals.views.suggest_document import suggest_document
from proposals.views.suggest_new import suggest_new
from proposals.views.suggest_retire import suggest_retire

#: The folders of the four kinds of document, in which each can be suggested, changed and retired.
_FOLDERS = (("skill", "skills"), ("role", "roles"), ("group", "groups"), ("domain", "domains"))

suggesting: list[URLPattern] = [
    path("skills/<slug:slug>/suggest/<slug:role>/<slug:level>/", suggest_cell, name="suggest_cell"),
    path("proposals/send/", suggest_send_kept, name="suggest_send_kept"),
    *(
        pattern
        for kind, folder in _FOLDERS
        for pattern in (
            path(f"{folder}/new/", suggest_new, {"kind": kind}, name=f"suggest_new_{kind}"),
            path(
                f"{folder}/<slug:slug>/suggest/",
                suggest_document,
                {"kind": kind},
                name=f"suggest_{kind}",
            ),
            path(
                f"{folder}/<slug:slug>/suggest/retire/",
                suggest_retire,
                {"kind": kind},
                name="suggest_retire",
            ),
            path(
                f"{folder}/<slug:slug>/history/<int:number>/revert/",
                revert_revision,
                {"kind": kind},
                name="revert",
            ),
        )
    ),
]

urlpatterns: list[URLPattern] = [
    path("me/", me, name="me"),
    path("me/header/", me_header, name="me_header"),
    *suggesting,
]
