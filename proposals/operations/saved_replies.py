"""The texts a moderator sends often; each person's own."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rights import is_moderator
from proposals import rights
from proposals.models import SavedReply
from skills.algebra.text import clean_line, clean_text

_NAME_LIMIT = 80
_TEXT_LIMIT = 2000


def save_reply(
    *, user: User, name: str, text: str, instead_of: SavedReply | None = None
) -> SavedReply:
    """A new one, or another name and text for one that is there.

    Raises `PermissionDenied`, and `ValidationError` with codes `name` and `text`.
    """
    if not is_moderator(user) or (instead_of and instead_of.user_id != user.pk):
        raise PermissionDenied(_("Saved replies are for moderators, and each one's own."))
    name, text = clean_line(name), clean_text(text)
    if not name or len(name) > _NAME_LIMIT:
        raise ValidationError(_("Give it a name of up to 80 characters."), code="name")
    if not text or len(text) > _TEXT_LIMIT:
        raise ValidationError(_("Write a text of up to 2,000 characters."), code="text")
    reply = instead_of or SavedReply(user=user)
    if SavedReply.objects.filter(user=user, name=name).exclude(pk=reply.pk).exists():
        raise ValidationError(_("You have a reply of this name already."), code="name")
    reply.name, reply.text = name, text
    reply.save()
    return reply


def delete_reply(reply: SavedReply, *, user: User) -> None:
    rights.require_active(user)
    if reply.user_id != user.pk:
        raise PermissionDenied(_("Saved replies are for moderators, and each one's own."))
    reply.delete()
