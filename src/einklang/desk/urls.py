from django.urls import path

from einklang.desk.views import desk

app_name = "desk"
urlpatterns = [path("", desk.desk, name="desk")]
