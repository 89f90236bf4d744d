"""People: who they are, how to reach them, what moderators may decide about, and who is shut out."""

from pathlib import Path
from typing import ClassVar, Final, Self

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy, to_locale
from django.utils.translation import gettext_lazy as _

username_validator = RegexValidator(
    r"\A[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z",
    _(
        "A username starts and ends with a letter from a to z or a digit; "
        "dots, hyphens and underscores may stand between."
    ),
)


# It stands in mails' heads, and in lines of text between the names of others: nothing may end a line
# there, or turn its direction.
name_validator = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]",
    _("A name is one line of plain characters."),
    inverse_match=True,
)


def site_languages() -> list[tuple[str, str]]:
    """What the site can be read in. A function, so that adding one is no migration."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def spoken_languages() -> list[tuple[str, str]]:
    """Those of them that there are words in: the source's own, and what is translated. Others would
    be chosen in vain."""
    spoken = {
        settings.LANGUAGE_CODE,
        *(
            catalogue.parts[-3]
            for folder in settings.LOCALE_PATHS
            for catalogue in Path(folder).glob("*/LC_MESSAGES/django.mo")
        ),
    }
    return [pair for pair in site_languages() if to_locale(pair[0]) in spoken]


class MailFrequency(models.TextChoices):
    AT_ONCE = "at_once", pgettext_lazy("mail frequency", "at once")
    DAILY = "daily", pgettext_lazy("mail frequency", "once a day")
    WEEKLY = "weekly", pgettext_lazy("mail frequency", "once a week")
    NEVER = "never", pgettext_lazy("mail frequency", "never")


class MailTopic(models.TextChoices):
    """What people can be told about, each as often as they choose."""

    MY_PROPOSALS = "my_proposals", _("What becomes of my proposals")
    REPLIES = "replies", _("Answers to me, and where I am mentioned")
    WATCHED_CHANGES = "watched_changes", _("Changes to what I watch")
    WATCHED_PROPOSALS = "watched_proposals", _("Proposals for what I watch")
    WATCHED_COMMENTS = "watched_comments", _("Comments on what I watch")
    MY_ACCOUNT = "my_account", _("My rights and my account")
    TO_REVIEW = "to_review", _("What waits for my review")
    REPORTS = "reports", _("Comments that were reported")

    @property
    def usual_frequency(self) -> MailFrequency:
        """How often somebody who chose nothing is mailed about it."""
        return _USUAL_FREQUENCIES[self]

    @property
    def is_for_moderators(self) -> bool:
        """Whether nobody else is ever told about it."""
        return self in {MailTopic.TO_REVIEW, MailTopic.REPORTS}


_USUAL_FREQUENCIES: Final = {
    MailTopic.MY_PROPOSALS: MailFrequency.AT_ONCE,
    MailTopic.REPLIES: MailFrequency.AT_ONCE,
    MailTopic.WATCHED_CHANGES: MailFrequency.DAILY,
    MailTopic.WATCHED_PROPOSALS: MailFrequency.DAILY,
    MailTopic.WATCHED_COMMENTS: MailFrequency.NEVER,
    MailTopic.MY_ACCOUNT: MailFrequency.AT_ONCE,
    MailTopic.TO_REVIEW: MailFrequency.DAILY,
    MailTopic.REPORTS: MailFrequency.AT_ONCE,
}


class UserManager(BaseUserManager["User"]):
    """Creates people, and finds them whatever the case their name is typed in."""

    def named(self, username: str) -> "models.QuerySet[User]":
        """Whoever has this username, whatever its case; the index on the lower-cased name serves."""
        return self.alias(folded=Lower("username")).filter(folded=username.lower())

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.named(username or "").get()

    def create_user(
        self, username: str, email: str = "", password: str | None = None, **fields: object
    ) -> "User":
        """A person; without a password nobody can sign in with one.

        The whole e-mail address is kept as typed: the part before the @ belongs to its provider.
        """
        user = self.model(
            username=self.model.normalize_username(username), email=email.strip(), **fields
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, email: str = "", password: str | None = None, **fields: object
    ) -> "User":
        """An administrator; `manage.py createsuperuser` calls this."""
        return self.create_user(
            username, email, password, **{**fields, "is_staff": True, "is_superuser": True}
        )


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, or a service account that imports are published under.

    A row is never deleted, because the history names its author; it is blanked instead.
    """

    username = models.CharField(
        _("username"),
        max_length=40,
        unique=True,
        validators=[username_validator],
        help_text=_("Part of the address of the person's page."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    display_name = models.CharField(
        _("display name"), max_length=80, blank=True, validators=[name_validator]
    )
    language = models.CharField(
        _("language"),
        max_length=16,
        blank=True,
        choices=site_languages,
        help_text=_("Of the site and its mails; empty: the site's own."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        help_text=_("Such as Europe/Berlin; empty: the site's own."),
    )
    mail_frequencies: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(
        _("mails"),
        default=dict,
        blank=True,
        help_text=_("How often about what, where it isn't as usual."),
    )
    auto_watch = models.BooleanField(
        _("watch what I propose on or comment on"),
        default=True,
    )
    is_staff = models.BooleanField(
        _("may open the administration"),
        default=False,
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("People who are not active can't sign in or decide anything."),
    )
    terms_accepted_at = models.DateTimeField(
        _("agreed to licence and terms"), null=True, blank=True, editable=False
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique_whatever_case",
                violation_error_message=_("Somebody has this username already."),
            ),
            # Service accounts and blanked people have no address.
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_unique_whatever_case",
                violation_error_message=_("Somebody has this e-mail address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """What to call them where their name is shown."""
        return deleted_user() if self.is_deleted else self.display_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def is_deleted(self) -> bool:
        """Whether they deleted their account: nothing of them is left here but what they wrote."""
        return self.deleted_at is not None

    @property
    def is_machine(self) -> bool:
        """Whether nobody could ever sign in, as with the account that imports are published under."""
        return not self.email and not self.has_usable_password()

    @property
    def is_blocked(self) -> bool:
        """Whether a person is shut out, for a time or for good."""
        return not (self.is_active or self.is_deleted or self.is_machine)

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether there is more to signing in than a password or a mailed code."""
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        return Authenticator.objects.filter(user_id=self.pk, type__in=kinds).exists()

    def mail_frequency(self, topic: MailTopic) -> MailFrequency:
        """How often this person wants mail about it."""
        chosen = self.mail_frequencies.get(topic)
        return MailFrequency(chosen) if chosen else topic.usual_frequency


def deleted_user() -> str:
    """What stands where the name of somebody stood who deleted their account."""
    return gettext("deleted user")


class ModeratorScope(models.Model):
    """Lets a person decide about proposals: in one domain or all, in one language or all.

    Domains are named by their slugs, which never change. Language is that of a translation.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="moderator_scopes")
    domain = models.SlugField(
        _("domain"), max_length=100, blank=True, help_text=_("Its slug; empty: all domains.")
    )
    language = models.CharField(
        _("language"), max_length=16, blank=True, help_text=_("Empty: all languages.")
    )
    created_at = models.DateTimeField(_("given"), auto_now_add=True)

    class Meta:
        verbose_name = _("moderator's scope")
        verbose_name_plural = _("moderators' scopes")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "domain", "language"], name="moderator_scope_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.domain or '*'} / {self.language or '*'}"


class BanQuerySet(models.QuerySet["Ban"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None)

    def run_out(self) -> Self:
        """Those that still stand although their time is over."""
        return self.standing().filter(until__lte=timezone.now())


class Ban(models.Model):
    """Shuts somebody out, for a reason that they are told.

    What holds is `User.is_active`; this says why, by whom, and until when. It stands until it is
    lifted, also when its time is over: `lifted_by` is empty for one that ran out.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="bans", verbose_name=_("person"))
    by = models.ForeignKey(User, models.PROTECT, related_name="bans_given")
    reason = models.CharField(_("reason"), max_length=500)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(lifted_at__isnull=True),
                name="ban_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"ban of {self.user_id}"
