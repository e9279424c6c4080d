"""Ways in beside allauth's: invitations and the list of accounts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
