"""Who may decide: administrators appoint moderators here, and dismiss them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import ModeratorScope
from proposals.moderators import AppointForm, administrators, right_in_words, rights_given
from proposals.operations.appoint import appoint, dismiss
from proposals.reviewing.rows import domain_names
from proposals.views.administrators import AdministratorRequest, administrators_only


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def moderators(request: AdministratorRequest) -> HttpResponse:
    """Everybody who may decide, and a form to appoint one more."""
    if request.method == "POST":
        form = AppointForm(request.POST)
        if form.is_valid():
            domain, language = form.cleaned_data["domain"], form.cleaned_data["language"]
            try:
                appoint(form.person, domain=domain, language=language, by=request.user)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                message = _("%(name)s may decide now. It is in the audit log.")
                messages.success(request, message % {"name": form.person})
                return redirect("moderators")
    else:
        form = AppointForm(initial={"username": request.GET.get("username", "")[:41]})
    context = {"form": form, "rights": rights_given(), "administrators": administrators()}
    status = 422 if form.errors else 200
    return render(request, "proposals/moderators.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def dismiss_moderator(request: AdministratorRequest, pk: int) -> HttpResponse:
    """Take one right back, after asking."""
    scope = get_object_or_404(ModeratorScope.objects.select_related("user"), pk=pk)
    if request.method == "POST":
        dismiss(scope, by=request.user)
        message = _("%(name)s no longer has this right. It is in the audit log.")
        messages.success(request, message % {"name": scope.user})
        return redirect("moderators")
    context = {"right": right_in_words(scope, domain_names())}
    return render(request, "proposals/dismiss_moderator.html", context)
