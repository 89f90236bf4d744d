from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from proposals.demo.notices import newest_event, tell_without_mail
from proposals.demo.people import PARTS, PASSWORD, make_people, open_accounts
from proposals.demo.queue import fill_queue
from proposals.demo.stories import tell
from proposals.demo.talk import talk
from proposals.models import Comment, Proposal
from skills.models import Skill


class Command(BaseCommand):
    help = "Make accounts to try the site with, and proposals of theirs in every state."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="only where there are no people yet; says the sign-ins in any case",
        )
        parser.add_argument(
            "--proposals",
            type=int,
            default=0,
            metavar="N",
            help="also this many small proposals to practise reviewing on",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(
                "This makes accounts whose password everybody knows. Set DEMO=1 if this site is "
                "for trying out, never for a real one."
            )
        people_there = User.objects.filter(is_active=True).exists()
        if not (options["if_empty"] and people_there):
            self._create()
        if options["proposals"]:
            author = User.objects.get(username="contributor")
            made = fill_queue(author, options["proposals"])
            self.stdout.write(f"{len(made)} proposals to practise on")
        self._say_sign_ins()

    def _create(self) -> None:
        if not Skill.objects.filter(slug="ml-pipelines").exists():
            raise CommandError(
                "The demo talks about the starter matrix: run load_starter_matrix first."
            )
        before = newest_event()
        people = make_people()
        if not Proposal.objects.filter(author__in=people.values()).exists():
            tell(people)
        if not Comment.objects.filter(author__in=people.values()).exists():
            talk(people)
        tell_without_mail(after=before)

    def _say_sign_ins(self) -> None:
        known = {part.username: part for part in PARTS}
        accounts = open_accounts()
        if not accounts:
            return
        self.stdout.write(f"Sign in to try things out; the password of each is {PASSWORD}")
        for user in accounts:
            self.stdout.write(f"  {user.username:14} {known[user.username].what}")
