from django.urls import URLPattern

app_name = "chronicle"
urlpatterns: list[URLPattern] = []
