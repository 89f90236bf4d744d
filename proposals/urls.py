"""The site map of changing the matrix: proposing, reviewing, and the record of both."""

from django.urls import URLPattern, path

from proposals.views.audit import audit_log
from proposals.views.ban import ban_person, unban_person
from proposals.views.comments import comment, comments, proposal_comments
from proposals.views.comments_deciding import (
    comment_hide,
    comment_report,
    comment_unhide,
    comment_versions,
    delete_comment,
)
from proposals.views.comments_writing import (
    comment_edit,
    comment_on,
    comment_on_cell,
    comment_on_proposal,
    comment_reply,
)
from proposals.views.community import community
from proposals.views.deliveries import deliver_again, deliveries, delivery, send_test_mail
from proposals.views.feeds import changes_feed, document_feed, proposals_feed
from proposals.views.me import me, me_header
from proposals.views.moderators import dismiss_moderator, moderators
from proposals.views.notifications import notification, notifications, notifications_read
from proposals.views.patrol import patrol, patrol_check
from proposals.views.people import person
from proposals.views.personal_data import (
    account_deleted,
    me_data,
    me_data_download,
    me_delete,
    me_delete_code,
)
from proposals.views.proposal import proposal, proposal_versions, propose_again, vote, withdraw
from proposals.views.proposal_list import my_proposals, proposal_list
from proposals.views.protection import protection
from proposals.views.rebase import rebase
from proposals.views.redact import redact_words
from proposals.views.reports import reports, settle_reports
from proposals.views.revert import revert_revision
from proposals.views.review import review
from proposals.views.review_bulk import review_bulk, review_results, review_spam
from proposals.views.review_proposal import (
    review_approve,
    review_ask,
    review_claim,
    review_proposal,
    review_reject,
    review_skip,
)
from proposals.views.revise import revise
from proposals.views.saved_replies import delete_saved_reply, saved_replies, saved_reply
from proposals.views.send_kept import suggest_send_kept
from proposals.views.settings import me_mail, me_settings
from proposals.views.suggest_cell import suggest_cell
from proposals.views.suggest_document import suggest_document
from proposals.views.suggest_new import suggest_new
from proposals.views.suggest_retire import suggest_retire
from proposals.views.unsubscribe import unsubscribe
from proposals.views.watching import my_watches, watch, watch_kept

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

reviewing: list[URLPattern] = [
    path("review/", review, name="review"),
    path("review/bulk/", review_bulk, name="review_bulk"),
    path("review/spam/", review_spam, name="review_spam"),
    path("review/results/", review_results, name="review_results"),
    path("review/replies/", saved_replies, name="saved_replies"),
    path("review/replies/<int:pk>/", saved_reply, name="saved_reply"),
    path("review/replies/<int:pk>/delete/", delete_saved_reply, name="delete_saved_reply"),
    path("review/<int:pk>/", review_proposal, name="review_proposal"),
    path("review/<int:pk>/approve/", review_approve, name="review_approve"),
    path("review/<int:pk>/ask/", review_ask, name="review_ask"),
    path("review/<int:pk>/reject/", review_reject, name="review_reject"),
    path("review/<int:pk>/skip/", review_skip, name="review_skip"),
    path("review/<int:pk>/claim/", review_claim, name="review_claim"),
    path("proposals/<int:pk>/rebase/", rebase, name="rebase"),
]

#: After `suggesting`, whose addresses stand among these.
proposing: list[URLPattern] = [
    path("proposals/", proposal_list, name="proposal_list"),
    path("proposals/<int:pk>/", proposal, name="proposal"),
    path("proposals/<int:pk>/versions/", proposal_versions, name="proposal_versions"),
    path("proposals/<int:pk>/revise/", revise, name="revise"),
    path("proposals/<int:pk>/withdraw/", withdraw, name="withdraw"),
    path("proposals/<int:pk>/vote/", vote, name="vote"),
    path("proposals/<int:pk>/again/", propose_again, name="propose_again"),
    path("people/<str:username>/", person, name="person"),
    path("people/<str:username>/ban/", ban_person, name="ban_person"),
    path("people/<str:username>/unban/", unban_person, name="unban_person"),
    *(
        path(
            f"{folder}/<slug:slug>/community/",
            community,
            {"kind": kind},
            name="community" if kind == "skill" else f"{kind}_community",
        )
        for kind, folder in _FOLDERS
    ),
]

watching_over: list[URLPattern] = [
    path("review/patrol/", patrol, name="patrol"),
    path("review/patrol/<int:revision>/", patrol_check, name="patrol_check"),
    path("audit/", audit_log, name="audit_log"),
    path("moderators/", moderators, name="moderators"),
    path("moderators/<int:pk>/dismiss/", dismiss_moderator, name="dismiss_moderator"),
    *(
        pattern
        for kind, folder in _FOLDERS
        for pattern in (
            path(
                f"{folder}/<slug:slug>/protection/", protection, {"kind": kind}, name="protection"
            ),
            path(
                f"{folder}/<slug:slug>/history/redact/",
                redact_words,
                {"kind": kind},
                name="redact",
            ),
        )
    ),
]

talking: list[URLPattern] = [
    *(
        pattern
        for kind, folder in _FOLDERS
        for pattern in (
            path(
                f"{folder}/<slug:slug>/comments/", comments, {"kind": kind}, name=f"{kind}_comments"
            ),
            path(
                f"{folder}/<slug:slug>/comments/new/",
                comment_on,
                {"kind": kind},
                name=f"comment_on_{kind}",
            ),
        )
    ),
    path(
        "skills/<slug:slug>/comments/new/<slug:role>/<slug:level>/",
        comment_on_cell,
        name="comment_on_cell",
    ),
    path("proposals/<int:pk>/comments/", proposal_comments, name="proposal_comments"),
    path("proposals/<int:pk>/comments/new/", comment_on_proposal, name="comment_on_proposal"),
    path("comments/<int:pk>/", comment, name="comment"),
    path("comments/<int:pk>/reply/", comment_reply, name="comment_reply"),
    path("comments/<int:pk>/edit/", comment_edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", delete_comment, name="delete_comment"),
    path("comments/<int:pk>/report/", comment_report, name="comment_report"),
    path("comments/<int:pk>/hide/", comment_hide, name="comment_hide"),
    path("comments/<int:pk>/unhide/", comment_unhide, name="comment_unhide"),
    path("comments/<int:pk>/versions/", comment_versions, name="comment_versions"),
    path("review/reports/", reports, name="reports"),
    path("review/reports/<int:pk>/", settle_reports, name="settle_reports"),
]

feeds: list[URLPattern] = [
    path("feeds/changes.atom", changes_feed, name="changes_feed"),
    path("feeds/proposals.atom", proposals_feed, name="proposals_feed"),
    *(
        path(f"feeds/{folder}/<slug:slug>.atom", document_feed, {"kind": kind}, name=f"{kind}_feed")
        for kind, folder in _FOLDERS
    ),
]

watches: list[URLPattern] = [
    path("me/watching/", my_watches, name="my_watches"),
    path("me/watching/kept/", watch_kept, name="watch_kept"),
    *(
        path(f"{folder}/<slug:slug>/watch/", watch, {"kind": kind}, name=f"watch_{kind}")
        for kind, folder in _FOLDERS
    ),
]

being_told: list[URLPattern] = [
    path("notifications/", notifications, name="notifications"),
    path("notifications/read/", notifications_read, name="notifications_read"),
    path("notifications/<int:pk>/", notification, name="notification"),
]

mails: list[URLPattern] = [
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("deliveries/", deliveries, name="deliveries"),
    path("deliveries/test/", send_test_mail, name="send_test_mail"),
    path("deliveries/<int:pk>/", delivery, name="delivery"),
    path("deliveries/<int:pk>/again/", deliver_again, name="deliver_again"),
]

settings: list[URLPattern] = [
    path("me/settings/", me_settings, name="me_settings"),
    path("me/settings/mail/", me_mail, name="me_mail"),
    path("me/data/", me_data, name="me_data"),
    path("me/data/download/", me_data_download, name="me_data_download"),
    path("me/delete/", me_delete, name="me_delete"),
    path("me/delete/code/", me_delete_code, name="me_delete_code"),
    path("deleted/", account_deleted, name="account_deleted"),
]

urlpatterns: list[URLPattern] = [
    *settings,
    path("me/", me, name="me"),
    path("me/header/", me_header, name="me_header"),
    path("me/proposals/", my_proposals, name="my_proposals"),
    *suggesting,
    *proposing,
    *reviewing,
    *watching_over,
    *talking,
    *being_told,
    *watches,
    *feeds,
    *mails,
]
