"""How allauth works here: nobody signs up; people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from einklang.federation.models import Account
from einklang.federation.queries import has_second_factor
from einklang.federation.rules import needs_second_factor


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor of a role that demands one."""
        account = authenticator.user
        return not needs_second_factor(account) or has_second_factor(
            account, besides=authenticator.pk
        )

    def get_totp_label(self, user: Account) -> str:
        return user.email


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Let in whom we know by a verified address; make no account."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Account, str] | None:
        """Match the account's own address only, and only if the provider has verified it."""
        for address in sociallogin.email_addresses:
            accounts = Account.objects.filter(email__iexact=address.email, is_active=True)
            if address.verified and (account := accounts.first()):
                return account, address.email
        return None
