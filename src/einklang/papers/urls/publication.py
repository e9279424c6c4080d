from django.urls import URLPattern, path

from einklang.papers.views import publication

urlpatterns: list[URLPattern] = [
    path("<int:paper_id>/freigabe/", publication.paper_release, name="release"),
    path(
        "<int:paper_id>/freigabe/vorschau/<str:form>/",
        publication.release_preview_file,
        name="release_preview_file",
    ),
    path(
        "<int:paper_id>/veroeffentlicht/<str:form>/",
        publication.publication_download,
        name="publication_download",
    ),
    path(
        "<int:paper_id>/zuruecknehmen/",
        publication.publication_withdraw,
        name="publication_withdraw",
    ),
]
