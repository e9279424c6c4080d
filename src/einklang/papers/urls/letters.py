from django.urls import URLPattern, path

from einklang.papers.views import letters

LETTERS = "<int:paper_id>/briefe/"
ADDRESSEE = LETTERS + "<int:addressee_id>/"

urlpatterns: list[URLPattern] = [
    path(LETTERS, letters.letters, name="letters"),
    path(LETTERS + "empfang-neu/", letters.addressee_add, name="addressee_add"),
    path(LETTERS + "rahmen/", letters.letter_frame, name="letter_frame"),
    path(LETTERS + "archiv/", letters.letter_batch_order, name="letter_batch_order"),
    path(LETTERS + "archiv/<int:batch_id>/", letters.letter_batch_file, name="letter_batch_file"),
    path(LETTERS + "mails/", letters.letter_mail_all, name="letter_mail_all"),
    path(ADDRESSEE, letters.addressee_edit, name="addressee_edit"),
    path(ADDRESSEE + "entfernen/", letters.addressee_remove, name="addressee_remove"),
    path(ADDRESSEE + "platz/", letters.addressee_move, name="addressee_move"),
    path(ADDRESSEE + "versand/", letters.dispatch_log, name="dispatch_log"),
    path(ADDRESSEE + "mail/", letters.letter_mail, name="letter_mail"),
    path(ADDRESSEE + "antwort/", letters.reply_add, name="reply_add"),
    path(ADDRESSEE + "<str:form>/", letters.letter_file, name="letter_file"),
]
