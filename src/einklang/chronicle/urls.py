from django.urls import path

from einklang.chronicle.views import attachments, fragments, lists, parts, records

app_name = "chronicle"
urlpatterns = [
    path("", lists.activity_list, name="activity_list"),
    path("neu/", records.activity_new, name="activity_new"),
    path("neu/doppelte/", fragments.duplicates, name="duplicates"),
    path("akteure/", fragments.actor_search, name="actor_search"),
    path("luecken/", lists.gaps, name="gaps"),
    path("jahr/<int:year>/", lists.year_view, name="year_view"),
    path("export/<str:form>/", lists.export, name="export"),
    path("<int:activity_id>/", records.activity_detail, name="activity_detail"),
    path("<int:activity_id>/bearbeiten/", records.activity_edit, name="activity_edit"),
    path("<int:activity_id>/zustand/", records.activity_state, name="activity_state"),
    path("<int:activity_id>/loeschen/", records.activity_delete, name="activity_delete"),
    path("<int:activity_id>/verlauf/", records.activity_history, name="activity_history"),
    path("<int:activity_id>/sichtbarkeit/", records.activity_publish, name="activity_publish"),
    path("<int:activity_id>/ergaenzen/", parts.part_add, name="part_add"),
    path("<int:activity_id>/entfernen/", parts.part_remove, name="part_remove"),
    path(
        "<int:activity_id>/wiedervorlage/<int:follow_up_id>/erledigt/",
        parts.follow_up_done,
        name="follow_up_done",
    ),
    path("<int:activity_id>/anhang/neu/", attachments.attachment_add, name="attachment_add"),
    path(
        "<int:activity_id>/anhang/<int:attachment_id>/",
        attachments.attachment_download,
        name="attachment_download",
    ),
    path(
        "<int:activity_id>/anhang/<int:attachment_id>/loeschen/",
        attachments.attachment_delete,
        name="attachment_delete",
    ),
]
