"""One's own settings: who one is here, and how one is told things."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import MailFrequency, User
from proposals.operations.preferences import change_profile, choose_mails, topics_of
from proposals.preferences import ProfileForm, frequencies, mail_choices


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def me_settings(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, and what is watched by itself."""
    user = cast(User, request.user)
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm.of(user)
    if form.is_bound and form.is_valid():
        try:
            change_profile(user=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your settings are saved."))
            return redirect("me_settings")
    status = 422 if form.errors else 200
    return render(request, "proposals/me_settings.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def me_mail(request: HttpRequest) -> HttpResponse:
    """How often about what; one button for no mail at all."""
    user = cast(User, request.user)
    problem = ""
    if request.method == "POST":
        names = [topic.value for topic in topics_of(user)]
        chosen = {name: request.POST[name] for name in names if name in request.POST}
        if "no_mail" in request.POST:
            chosen = dict.fromkeys(names, MailFrequency.NEVER.value)
        try:
            choose_mails(user=user, frequencies=chosen)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("Your mail settings are saved."))
            return redirect("me_mail")
    context = {
        "choices": mail_choices(user),
        "frequencies": frequencies(),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "proposals/me_mail.html", context, status=status)
