"""The log of mails, and how those who send them are doing."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db.models import FETCH_RAISE, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from proposals.models import Delivery, DeliveryKind, DeliveryState, WorkerLease


class DeliveryFilter(forms.Form):
    """What the log is narrowed to, from a query string."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *DeliveryState.choices]
    )
    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("Any")), *DeliveryKind.choices]
    )
    person = forms.CharField(label=_("Username or address"), required=False, max_length=254)

    def deliveries(self) -> QuerySet[Delivery]:
        """Of a valid form, newest first."""
        rows = Delivery.objects.order_by("-pk").select_related("recipient")
        asked = self.cleaned_data
        for column in ("state", "kind"):
            if asked[column]:
                rows = rows.filter(**{column: asked[column]})
        if person := asked["person"].strip():
            named = User.objects.named(person.removeprefix("@"))
            rows = rows.filter(Q(recipient__in=named) | Q(recipient__email__iexact=person))
        return rows.fetch_mode(FETCH_RAISE)

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether work is done at the moment, and what lies about."""

    workers: int
    #: When a worker was there last, if none is now.
    last_seen: datetime | None
    waiting: int
    failed_mails: int
    failed_tasks: int


def standing() -> Standing:
    workers = WorkerLease.objects.standing().count()
    last = None if workers else WorkerLease.objects.aggregate(last=Max("renewed_at"))["last"]
    mails = Delivery.objects.filter(state__in=[DeliveryState.WAITING, DeliveryState.SENDING])
    return Standing(
        workers,
        last,
        mails.count(),
        Delivery.objects.filter(state=DeliveryState.FAILED).count(),
        DBTaskResult.objects.failed().count(),
    )
