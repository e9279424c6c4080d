"""The ways in: accounts, what they may do for which committee, invitations."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core import signing
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models.organisation import Organisation
from einklang.federation.models.person import Person

INVITATION_DAYS = 14


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        if not email:
            raise ValueError(_("An account needs an e-mail address."))
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "Account":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


@pghistory.track(exclude=["password", "last_login"])
class Account(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    person = models.OneToOneField(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="account"
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    language = models.CharField(
        _("language"), max_length=2, choices=[("de", "Deutsch"), ("en", "English")], default="de"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="federation_account_email_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


@pghistory.track()
class Access(models.Model):
    """What an account may do for a committee; staff and contacts speak for an organisation."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="accesses")
    body = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="accesses", verbose_name=_("body")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="represented_by",
        verbose_name=_("speaks for"),
    )

    class Meta:
        ordering = ("body__sort_key",)
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("account", "body"), name="federation_access_once_per_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}, {self.body}"


def invitation_end() -> datetime:
    return clock.now() + timedelta(days=INVITATION_DAYS)


@pghistory.track()
class Invitation(models.Model):
    """A door for one person. Its link is signed, so the database holds nothing that opens it."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=160, blank=True)
    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("speaks for"),
    )
    link_number = models.PositiveSmallIntegerField(default=1, editable=False)
    invited_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"), default=invitation_end)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        return (
            self.accepted_at is None
            and self.withdrawn_at is None
            and self.expires_at > clock.now()
        )

    @property
    def token(self) -> str:
        """What the link carries; a new link number, address or row makes another one."""
        return self.signer.sign(str(self.pk))

    @property
    def signer(self) -> signing.Signer:
        # The day of its making keeps links of an earlier database from opening this one.
        made = self.created_at.astimezone(UTC).isoformat()
        bound = (made, str(self.link_number), self.email.lower())
        return signing.Signer(sep=".", salt=":".join(("federation.invitation", *bound)))

    def fits(self, token: str) -> bool:
        try:
            return self.signer.unsign(token) == str(self.pk)
        except signing.BadSignature:
            return False
