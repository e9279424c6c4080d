from django.urls import URLPattern, path

from einklang.papers.views import digest, register, register_package

urlpatterns: list[URLPattern] = [
    path("lobbyregister/", register.register_entries, name="register_entries"),
    path("lobbyregister/<int:association_id>/", register.register_entry, name="register_entry"),
    path("<int:paper_id>/lobbyregister/", register.assessment, name="register_assessment"),
    path("<int:paper_id>/lobbyregister/vergleich/", register.compare, name="register_compare"),
    path("<int:paper_id>/lobbyregister/paket/", register_package.package, name="register_package"),
    path(
        "<int:paper_id>/lobbyregister/checkliste/<int:association_id>/",
        register_package.checklist,
        name="register_checklist",
    ),
    path(
        "<int:paper_id>/lobbyregister/eingetragen/<int:association_id>/",
        register.entered,
        name="register_entered",
    ),
    path("zusammenfassung/", digest.setting, name="digest_setting"),
    path("zusammenfassung/aus/<str:token>/", digest.stop, name="digest_stop"),
]
