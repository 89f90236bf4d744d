from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Ban, ModeratorScope, User
from proposals.demo.people import PARTS
from proposals.demo.talk import take_back
from proposals.models import Proposal
from proposals.operations.withdraw import withdraw


class Command(BaseCommand):
    help = (
        "Close the demo's accounts, withdraw what they have open and delete what they said; what "
        "was published stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects.filter(username__in=[part.username for part in PARTS])
        demo = [user for user in users if user.email == f"{user.username}@rungs.example"]
        demo = [user for user in demo if user.is_active or user.has_usable_password()]
        withdrawn = deleted = 0
        for user in demo:
            for proposal in Proposal.objects.pending().by(user):
                withdraw(proposal, author=user)
                withdrawn += 1
            deleted += take_back(user)
            ModeratorScope.objects.filter(user=user).delete()
            Ban.objects.standing().filter(user=user).update(until=None)  # it stays closed
            user.set_unusable_password()
            user.is_active = user.is_staff = user.is_superuser = False
            user.save(update_fields=["password", "is_active", "is_staff", "is_superuser"])
        self.stdout.write(
            f"{len(demo)} accounts closed, {withdrawn} proposals withdrawn, "
            f"{deleted} comments deleted"
        )
