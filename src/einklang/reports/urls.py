from django.urls import path

from einklang.reports.views import entries, outline, reports, versions

app_name = "reports"
urlpatterns = [
    path("", reports.report_list, name="report_list"),
    path("neu/", reports.report_new, name="report_new"),
    path("darstellung.css", reports.stylesheet, name="stylesheet"),
    path("<int:report_id>/", reports.report_detail, name="report_detail"),
    path("<int:report_id>/texte/", reports.report_words, name="report_words"),
    path("<int:report_id>/gliederung/", outline.report_outline, name="report_outline"),
    path("<int:report_id>/gliederung/neu/", outline.section_new, name="section_new"),
    path(
        "<int:report_id>/gliederung/<int:section_id>/", outline.section_edit, name="section_edit"
    ),
    path(
        "<int:report_id>/gliederung/<int:section_id>/verschieben/",
        outline.section_move,
        name="section_move",
    ),
    path(
        "<int:report_id>/gliederung/<int:section_id>/ausblenden/",
        outline.section_hide,
        name="section_hide",
    ),
    path(
        "<int:report_id>/gliederung/<int:section_id>/loeschen/",
        outline.section_delete,
        name="section_delete",
    ),
    path("<int:report_id>/eintrag/<int:activity_id>/", entries.entry_edit, name="entry_edit"),
    path(
        "<int:report_id>/eintrag/<int:activity_id>/verschieben/",
        entries.entry_move,
        name="entry_move",
    ),
    path(
        "<int:report_id>/eintrag/<int:activity_id>/ausblenden/",
        entries.entry_hide,
        name="entry_hide",
    ),
    path(
        "<int:report_id>/eintrag/<int:activity_id>/einzeln/",
        entries.entry_alone,
        name="entry_alone",
    ),
    path(
        "<int:report_id>/eintrag/<int:activity_id>/fakten/",
        entries.entry_facts,
        name="entry_facts",
    ),
    path(
        "<int:report_id>/eintrag/<int:activity_id>/abschnitt/",
        entries.entry_section,
        name="entry_section",
    ),
    path("<int:report_id>/versionen/", versions.version_list, name="version_list"),
    path("<int:report_id>/versionen/vergleich/", versions.version_compare, name="version_compare"),
    path("<int:report_id>/einfrieren/", versions.version_freeze, name="version_freeze"),
    path("<int:report_id>/zurueckziehen/", versions.report_unpublish, name="report_unpublish"),
    path(
        "<int:report_id>/versionen/<int:number>/", versions.version_detail, name="version_detail"
    ),
    path(
        "<int:report_id>/versionen/<int:number>/veroeffentlichen/",
        versions.version_publish,
        name="version_publish",
    ),
    path(
        "<int:report_id>/versionen/<int:number>/<str:lang>/<str:form>/",
        versions.version_download,
        name="version_download",
    ),
    path("<int:report_id>/<str:lang>/<str:form>/", reports.download, name="download"),
]
