"""Links that open one thing for somebody without an account.

The link carries a secret, the table only its hash: whoever reads the database opens nothing. The
database finds the hash by its index, so no answer's duration tells how close a guess was.
"""

import hashlib
import secrets
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from einklang.core import clock

SECRET_BYTES = 32

Link_co = TypeVar("Link_co", bound="SecretLink", covariant=True)


def new_token() -> tuple[str, str]:
    """Return a token for the link and its hash for the table; the token is never seen again."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """Return 64 hexadecimal digits. A fast hash is enough: the token is random, no password."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class SecretLinkQuerySet(models.QuerySet[Link_co]):
    def matching(self, token: str) -> Self:
        """Find the link of a token, open or not: the page says which."""
        return self.filter(token_hash=hash_of(token))

    def open(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=clock.now())


class SecretLink(models.Model):
    """Inherit, add what the link opens, and set ``objects = SecretLinkQuerySet.as_manager()``."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(_("what the link allows"), max_length=60)
    person_name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.person_name or self.email or self.scope

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > clock.now()
