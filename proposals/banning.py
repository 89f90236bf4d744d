"""The form by which somebody is shut out."""

from datetime import datetime, time, timedelta
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from proposals.operations.ban import REASON_LIMIT

_DAYS: Final = {"day": 1, "week": 7, "month": 30}


class BanForm(forms.Form):
    """Why, and for how long; once it is valid, `until` is when it ends."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "The person reads it in a mail, and when they try to sign in; moderators read it in the "
            "audit log."
        ),
    )
    length = forms.ChoiceField(
        label=gettext_lazy("For how long"),
        initial="week",
        widget=forms.RadioSelect({"class": "form-check-input"}),
        choices=[
            ("day", pgettext_lazy("length of a ban", "One day")),
            ("week", pgettext_lazy("length of a ban", "One week")),
            ("month", pgettext_lazy("length of a ban", "30 days")),
            ("date", pgettext_lazy("length of a ban", "Until the end of this day:")),
            ("for_good", pgettext_lazy("length of a ban", "Until a moderator unblocks it")),
        ],
    )
    day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(
            {"type": "date", "class": "form-control", "aria-label": gettext_lazy("Last day")},
            format="%Y-%m-%d",
        ),
        input_formats=["%Y-%m-%d"],
    )

    def clean_day(self) -> object:
        day = self.cleaned_data["day"]
        if self.cleaned_data.get("length") == "date" and not day:
            raise ValidationError(_("Choose a day."))
        return day

    @property
    def until(self) -> datetime | None:
        """Whole days end with the day where whoever fills it in lives."""
        length = self.cleaned_data["length"]
        if length in _DAYS:
            return timezone.now() + timedelta(days=_DAYS[length])
        if length == "date":
            return timezone.make_aware(datetime.combine(self.cleaned_data["day"], time.max))
        return None
