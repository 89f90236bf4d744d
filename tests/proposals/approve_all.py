"""Approves every open proposal, one after the other: a process for `test_kill` to kill."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from accounts.models import User
    from proposals.models import Proposal
    from proposals.operations.approve import approve

    reviewer = User.objects.get(username="mona")
    print("ready", flush=True)  # noqa: T201 the test waits for this line
    for proposal in Proposal.objects.awaiting_review().order_by("pk"):
        approve(proposal, reviewer=reviewer, version=proposal.version)


if __name__ == "__main__":
    main()
