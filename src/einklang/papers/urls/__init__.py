"""Addresses of papers, a module for each step of their way."""

from einklang.papers.urls import (
    answers,
    circulation,
    consolidation,
    demands,
    letters,
    opening,
    publication,
    register,
    sign_off,
)

app_name = "papers"
urlpatterns = [
    *opening.urlpatterns,
    *circulation.urlpatterns,
    *answers.urlpatterns,
    *consolidation.urlpatterns,
    *sign_off.urlpatterns,
    *publication.urlpatterns,
    *letters.urlpatterns,
    *register.urlpatterns,
    *demands.urlpatterns,
]
