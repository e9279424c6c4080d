from django.urls import URLPattern, path

from einklang.papers.views import (
    sign_off,
    sign_off_answer,
    sign_off_change,
    sign_off_contact,
    sign_off_links,
    sign_off_rules,
)

urlpatterns: list[URLPattern] = [
    path("<int:paper_id>/mitzeichnung/", sign_off.sign_off_start, name="sign_off_start"),
    path("<int:paper_id>/mitzeichnung/regeln/", sign_off_rules.rules, name="rules"),
    path(
        "<int:paper_id>/mitzeichnung/fassung/<int:number>/",
        sign_off_change.sign_off_change,
        name="sign_off_change",
    ),
    path("mitzeichnung/<int:round_id>/", sign_off.sign_off_round, name="sign_off_round"),
    path(
        "mitzeichnung/<int:round_id>/abschliessen/",
        sign_off.sign_off_close,
        name="sign_off_close",
    ),
    path(
        "mitzeichnung/<int:round_id>/verlaengern/",
        sign_off.sign_off_extend,
        name="sign_off_extend",
    ),
    path(
        "mitzeichnung/<int:round_id>/protokoll/",
        sign_off.sign_off_protocol,
        name="sign_off_protocol",
    ),
    path(
        "mitzeichnung/<int:round_id>/protokoll.pdf",
        sign_off.sign_off_protocol_pdf,
        name="sign_off_protocol_pdf",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/",
        sign_off_answer.sign_off_answer,
        name="sign_off_answer",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/text.docx",
        sign_off_answer.sign_off_text,
        name="sign_off_text",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/schweigen-brechen/",
        sign_off_answer.sign_off_break,
        name="sign_off_break",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/zurueckziehen/",
        sign_off_answer.sign_off_withdraw,
        name="sign_off_withdraw",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/bedingung-erfuellt/",
        sign_off_answer.sign_off_fulfil,
        name="sign_off_fulfil",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/kontakt/",
        sign_off_contact.sign_off_contact,
        name="sign_off_contact",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/erinnern/",
        sign_off_contact.sign_off_remind,
        name="sign_off_remind",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/vertretung/",
        sign_off_contact.sign_off_deputy,
        name="sign_off_deputy",
    ),
    path(
        "mitzeichnung/anfrage/<int:sign_off_id>/link/<int:link_id>/zurueckziehen/",
        sign_off_contact.sign_off_revoke,
        name="sign_off_revoke",
    ),
    path("mitzeichnung/link/<str:token>/", sign_off_links.sign_off_link, name="sign_off_link"),
    path(
        "mitzeichnung/link/<str:token>/text.docx",
        sign_off_links.sign_off_link_text,
        name="sign_off_link_text",
    ),
    path(
        "mitzeichnung/schweigen/<str:token>/",
        sign_off_links.sign_off_break_link,
        name="sign_off_break_link",
    ),
]
