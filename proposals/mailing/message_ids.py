from django.conf import settings
from django.core.signing import Signer


def message_id(thing: str, recipient: int) -> str:
    """The Message-ID of the mail that tells this person of this thing: always the same, so that a
    mail which goes out twice is shown once, and not to be guessed by anybody else."""
    key = Signer(salt="message-id").signature(f"{thing} {recipient}").replace("_", "-")
    return f"<{thing.replace(':', '.')}.{key}@{settings.SITE_HOST or 'localhost'}>"
