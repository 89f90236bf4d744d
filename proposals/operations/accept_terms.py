from django.utils import timezone

from accounts.models import User
from proposals import rights


def accept_terms(user: User) -> None:
    """Remember that this person agreed to the licence and the terms; the first time counts."""
    rights.require_active(user)
    if user.terms_accepted_at is None:
        first = User.objects.filter(pk=user.pk, terms_accepted_at=None)
        first.update(terms_accepted_at=timezone.now())
        user.refresh_from_db(fields=["terms_accepted_at"])
