from django.utils import timezone

from accounts.models import User
from proposals import rights


def accept_terms(user: User) -> None:
    """Remember that this person agreed to the licence and the terms; the first time counts."""
    rights.require_active(user)
    if user.terms_accepted_at is None:
        user.terms_accepted_at = timezone.now()
        user.save(update_fields=["terms_accepted_at"])
