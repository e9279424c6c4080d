from django.urls import URLPattern, path

from einklang.papers.views import calls, opening, paper_list, paper_page, versions

urlpatterns: list[URLPattern] = [
    path("", paper_list.paper_list, name="paper_list"),
    path("neu/", opening.paper_new, name="paper_new"),
    path("<int:paper_id>/", paper_page.paper_detail, name="paper_detail"),
    path("<int:paper_id>/bearbeiten/", opening.paper_edit, name="paper_edit"),
    path("<int:paper_id>/fallenlassen/", opening.paper_drop, name="paper_drop"),
    path("<int:paper_id>/wiederaufnehmen/", opening.paper_take_up, name="paper_take_up"),
    path("<int:paper_id>/plan/", opening.plan_lay, name="plan_lay"),
    path("<int:paper_id>/plan/<int:step_id>/", opening.step_tick, name="step_tick"),
    path("<int:paper_id>/telefonat/", calls.call_add, name="call_add"),
    path("<int:paper_id>/version/neu/", versions.version_add, name="version_add"),
    path("<int:paper_id>/version/gliederung/", versions.version_start, name="version_start"),
    path("<int:paper_id>/version/<int:number>/", versions.version_detail, name="version_detail"),
    path(
        "<int:paper_id>/version/<int:number>/datei/",
        versions.version_download,
        name="version_download",
    ),
    path(
        "<int:paper_id>/version/<int:number>/aenderungen/",
        versions.version_tracked,
        name="version_tracked",
    ),
    path("<int:paper_id>/vergleich/", versions.version_compare, name="version_compare"),
    path(
        "<int:paper_id>/vergleich/datei/",
        versions.version_compare_docx,
        name="version_compare_docx",
    ),
]
