from django.urls import path

from einklang.federation.views import offices, organisations, people

app_name = "federation"
urlpatterns = [
    path("", organisations.organisation_list, name="organisation_list"),
    path("neu/", organisations.organisation_new, name="organisation_new"),
    path("gremium/", organisations.committee, name="committee"),
    path("aufbau/", organisations.tree, name="tree"),
    path("<int:organisation_id>/", organisations.organisation_detail, name="organisation_detail"),
    path(
        "<int:organisation_id>/bearbeiten/",
        organisations.organisation_edit,
        name="organisation_edit",
    ),
    path(
        "<int:organisation_id>/umbenennen/",
        organisations.organisation_rename,
        name="organisation_rename",
    ),
    path(
        "<int:organisation_id>/zugehoerigkeit/",
        organisations.affiliation_new,
        name="affiliation_new",
    ),
    path("<int:organisation_id>/federfuehrung/", organisations.lead_new, name="lead_new"),
    path("<int:organisation_id>/beenden/", organisations.term_end, name="organisation_term_end"),
    path("aemter/", offices.office_list, name="office_list"),
    path("aemter/neu/", offices.office_new, name="office_new"),
    path("aemter/<int:office_id>/bearbeiten/", offices.office_edit, name="office_edit"),
    path("personen/", people.person_list, name="person_list"),
    path("personen/neu/", people.person_new, name="person_new"),
    path("personen/<int:person_id>/", people.person_detail, name="person_detail"),
    path("personen/<int:person_id>/bearbeiten/", people.person_edit, name="person_edit"),
    path("personen/<int:person_id>/mitgliedschaft/", people.membership_new, name="membership_new"),
    path("personen/<int:person_id>/mandat/", people.mandate_new, name="mandate_new"),
    path("personen/<int:person_id>/amt/", people.office_term_new, name="office_term_new"),
    path("personen/<int:person_id>/beenden/", people.term_end, name="term_end"),
]
