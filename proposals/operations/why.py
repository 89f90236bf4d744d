"""Why somebody suggests something: one of a few reasons that need no typing, own words, or both."""

from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from proposals.models.proposal import WHY_LIMIT
from proposals.operations.submit import clean_why
from skills.algebra.text import clean_line

#: Own words shorter than this tell a reviewer nothing; a reason from the list needs none.
OWN_WORDS_AT_LEAST: Final = 10
_BETWEEN: Final = ": "


class Cause(models.TextChoices):
    TYPO = "typo", pgettext_lazy("why a change is suggested", "Typo")
    OUTDATED = "outdated", pgettext_lazy("why a change is suggested", "Outdated")
    TOO_HIGH = "too_high", pgettext_lazy("why a change is suggested", "Too high")
    TOO_LOW = "too_low", pgettext_lazy("why a change is suggested", "Too low")
    UNCLEAR = "unclear", pgettext_lazy("why a change is suggested", "Unclear")


_SENTENCES: Final[dict[str, Promise]] = {
    Cause.TYPO: gettext_lazy("There is a typo"),
    Cause.OUTDATED: gettext_lazy("It is outdated"),
    Cause.TOO_HIGH: gettext_lazy("It asks too much"),
    Cause.TOO_LOW: gettext_lazy("It asks too little"),
    Cause.UNCLEAR: gettext_lazy("It is unclear"),
}


def why_of(cause: str, words: str) -> str:
    """The sentence that reviewers read, in the language the matrix is written in.

    Raises `ValidationError` where there is neither a cause nor enough words, or too many.
    """
    words = clean_line(words)
    if cause and cause not in Cause.values:
        raise ValidationError(_("Choose one of the reasons in the list."), code="why")
    if not cause:
        if words and len(words) < OWN_WORDS_AT_LEAST:
            message = _("Say a little more about why: %(limit)d characters at least.")
            raise ValidationError(message % {"limit": OWN_WORDS_AT_LEAST}, code="why")
        return clean_why(words)
    with override(settings.SOURCE_LANGUAGE):
        reason = str(_SENTENCES[cause])
    room = WHY_LIMIT - len(reason) - len(_BETWEEN)
    if len(words) > room:
        message = _("Your words are %(count)d characters long; beside a reason %(limit)d fit.")
        raise ValidationError(message % {"count": len(words), "limit": room}, code="why")
    return f"{reason}{_BETWEEN}{words}" if words else reason
