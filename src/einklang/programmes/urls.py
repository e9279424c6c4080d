from django.urls import path

from einklang.programmes.views import programmes

app_name = "programmes"
urlpatterns = [
    path("", programmes.programme_list, name="programme_list"),
    path("neu/", programmes.programme_new, name="programme_new"),
    path("<int:programme_id>/", programmes.programme_detail, name="programme_detail"),
    path("<int:programme_id>/bearbeiten/", programmes.programme_edit, name="programme_edit"),
    path("<int:programme_id>/zahl/", programmes.figure_new, name="figure_new"),
    path("<int:programme_id>/zahlen.csv", programmes.programme_figures, name="programme_figures"),
    path("zahl/<int:figure_id>/", programmes.figure_edit, name="figure_edit"),
]
