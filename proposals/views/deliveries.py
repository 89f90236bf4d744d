"""The log of mails, for administrators."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from proposals.errors import ProposalError
from proposals.mailing.log import DeliveryFilter, standing
from proposals.mailing.server import NotSent
from proposals.models import Delivery
from proposals.operations.send_mail import send_test, try_again
from proposals.telling.sentences import said
from proposals.views.administrators import AdministratorRequest, administrators_only

_A_PAGE: Final = 50


@require_safe
@administrators_only
def deliveries(request: AdministratorRequest) -> HttpResponse:
    """Newest first, narrowed as `?…` asks; 400 and no mails where that makes no sense."""
    return _page(request)


@require_safe
@administrators_only
def delivery(request: AdministratorRequest, pk: int) -> HttpResponse:
    """One mail, and what it was to tell that its recipient may still see."""
    mail = get_object_or_404(Delivery.objects.select_related("recipient"), pk=pk)
    told = mail.notifications.with_what_they_are_about().newest_first()
    page = Paginator(told, _A_PAGE).get_page(request.GET.get("page"))
    context = {"mail": mail, "page": page, "lines": said(page.object_list)}
    return render(request, "proposals/delivery.html", context)


@require_POST
@administrators_only
def deliver_again(request: AdministratorRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery, pk=pk)
    try:
        try_again(delivery, by=request.user)
    except ProposalError as error:
        messages.error(request, error.message)
        return _page(request, status=409)
    messages.success(request, _("It goes out in a moment."))
    return redirect("deliveries")


@require_POST
@administrators_only
def send_test_mail(request: AdministratorRequest) -> HttpResponse:
    """Says what the mail server said, in its own words."""
    address = request.user.email
    try:
        answer = send_test(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _page(request, status=422)
    except NotSent as problem:
        said = {"address": address, "answer": problem.message}
        messages.error(
            request, _("No mail to %(address)s: the mail server said “%(answer)s”.") % said
        )
        return _page(request, status=502)
    if answer:
        message = _("Sent to %(address)s. The mail server said “%(answer)s”.")
    else:
        message = _("Written for %(address)s. No mail server is set up to ask.")
    messages.success(request, message % {"address": address, "answer": answer})
    return redirect("deliveries")


def _page(request: AdministratorRequest, status: int = 200) -> HttpResponse:
    form = DeliveryFilter(request.GET)
    rows = form.deliveries() if form.is_valid() else Delivery.objects.none()
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "standing": standing()}
    if form.errors:
        status = 400
    return render(request, "proposals/deliveries.html", context, status=status)
