"""What happened to what somebody watches, proposes and says."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import MailTopic, User
from proposals.inbox import inbox
from proposals.models import Notification
from proposals.operations.mark_read import mark_read
from proposals.telling.sentences import said


@require_safe
@never_cache
@login_required
def notifications(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    context = {
        "inbox": inbox(
            cast(User, request.user),
            topic=request.GET.get("topic", ""),
            only_unread=request.GET.get("unread") == "1",
            before=int(before) if before.isascii() and before.isdigit() else None,
        )
    }
    return render(request, "proposals/notifications.html", context)


@require_safe
@never_cache
@login_required
def notification(request: HttpRequest, pk: int) -> HttpResponse:
    """To what it is about; being looked at, it is read. Where that is gone, back to the list."""
    user = cast(User, request.user)
    mine = Notification.objects.with_what_they_are_about()
    row = get_object_or_404(mine, pk=pk, recipient=user)
    mark_read(by=user, pk=pk, up_to=pk)
    lines = said([row])
    if lines:
        return redirect(lines[0].path)
    messages.info(request, _("What this was about is no longer there."))
    return redirect("notifications")


@require_POST
@login_required
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Those of one topic or all of them, as far as they had been seen."""
    topic = request.POST.get("topic", "")
    up_to = request.POST.get("up_to", "")
    count = mark_read(
        by=cast(User, request.user),
        topic=MailTopic(topic) if topic in MailTopic.values else None,
        up_to=min(int(up_to), 2**63 - 1) if up_to.isascii() and up_to.isdigit() else 0,
    )
    message = ngettext("%(count)d marked as read.", "%(count)d marked as read.", count)
    messages.success(request, message % {"count": count})
    return redirect("notifications")
