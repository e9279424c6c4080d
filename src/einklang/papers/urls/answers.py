from django.urls import URLPattern, path

from einklang.papers.views import answer_links, answers

urlpatterns: list[URLPattern] = [
    path("raum/<int:consultation_id>/antwort/", answers.room_answer, name="room_answer"),
    path("antworten/<int:answer_id>/datei/", answers.answer_file, name="answer_file"),
    path(
        "antworten/<int:answer_id>/zuruecknehmen/",
        answers.answer_withdraw,
        name="answer_withdraw",
    ),
    path(
        "rueckmeldung/<int:consultation_id>/link/",
        answer_links.answer_link_new,
        name="answer_link_new",
    ),
    path(
        "links/<int:link_id>/zurueckziehen/",
        answer_links.answer_link_revoke,
        name="answer_link_revoke",
    ),
    path("antwort/<str:token>/", answer_links.answer_by_link, name="answer_by_link"),
    path(
        "antwort/<str:token>/entwurf/",
        answer_links.answer_by_link_draft,
        name="answer_by_link_draft",
    ),
    path(
        "antwort/<str:token>/absaetze/",
        answer_links.answer_by_link_passages,
        name="answer_by_link_passages",
    ),
]
