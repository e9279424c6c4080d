from django.urls import URLPattern, path

from einklang.papers.views import circulation, room

ROOM = "raum/<int:consultation_id>/"

urlpatterns: list[URLPattern] = [
    path("<int:paper_id>/umlauf/neu/", circulation.circulation_new, name="circulation_new"),
    path(
        "umlauf/<int:circulation_id>/",
        circulation.circulation_detail,
        name="circulation_detail",
    ),
    path(
        "umlauf/<int:circulation_id>/schliessen/",
        circulation.circulation_close,
        name="circulation_close",
    ),
    path(
        "rueckmeldung/<int:consultation_id>/frist/",
        circulation.deadline_extend,
        name="deadline_extend",
    ),
    path(ROOM, room.room, name="room"),
    path(f"{ROOM}entwurf/", room.room_draft, name="room_draft"),
    path(f"{ROOM}absatz/<int:number>/", room.room_paragraph, name="room_paragraph"),
    path(f"{ROOM}kommentar/", room.room_remark, name="room_remark"),
    path(f"{ROOM}beitrag/neu/", room.contribution_add, name="contribution_add"),
    path(
        f"{ROOM}beitrag/<int:contribution_id>/",
        room.contribution_file,
        name="contribution_file",
    ),
]
