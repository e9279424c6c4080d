"""Ways in beside allauth's: the own account, invitations and the list of accounts."""

from django.urls import path

from einklang.federation.views import access, account

urlpatterns = [
    path("", account.account_overview, name="account_overview"),
    path("zweiter-faktor/", account.second_factor, name="second_factor"),
    path("gremium/", account.committee_switch, name="committee_switch"),
    path("einladung/<str:token>/", account.invitation_accept, name="invitation_accept"),
    path("zugaenge/", access.access_list, name="access_list"),
    path("zugaenge/aendern/", access.access_edit, name="access_edit"),
    path("zugaenge/einladen/", access.invitation_new, name="invitation_new"),
    path(
        "zugaenge/einladung/<int:invitation_id>/erneut/",
        access.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "zugaenge/einladung/<int:invitation_id>/zurueckziehen/",
        access.invitation_withdraw,
        name="invitation_withdraw",
    ),
]
