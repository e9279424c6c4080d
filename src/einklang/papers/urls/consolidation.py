from django.urls import URLPattern, path

from einklang.papers.views import adoption, consolidation, decisions

ONE = "synopse/<int:consolidation_id>/"
PROPOSAL = ONE + "<slug:change>/"

urlpatterns: list[URLPattern] = [
    path("<int:paper_id>/nicht-uebernommen/", adoption.rejected, name="rejected"),
    path(ONE, consolidation.synopsis_page, name="synopsis"),
    path(ONE + "stand/", consolidation.synopsis_counter, name="synopsis_counter"),
    path(ONE + "fortschritt/", consolidation.consolidation_state, name="consolidation_state"),
    path(ONE + "datei/", consolidation.consolidated_file, name="consolidated_file"),
    path(ONE + "nochmal/", consolidation.consolidation_retry, name="consolidation_retry"),
    path(ONE + "mehrere/", decisions.decide_selection, name="decide_selection"),
    path(ONE + "mehrere/zurueck/", decisions.undo_selection, name="undo_selection"),
    path(ONE + "uebernehmen/", adoption.adoption, name="adoption"),
    path(ONE + "protokoll/", adoption.protocol, name="protocol_whole"),
    path(ONE + "protokoll/datei/", adoption.protocol_file, name="protocol_whole_file"),
    path(ONE + "protokoll/<int:association_id>/", adoption.protocol, name="protocol"),
    path(
        ONE + "protokoll/<int:association_id>/datei/",
        adoption.protocol_file,
        name="protocol_file",
    ),
    path(PROPOSAL, decisions.proposal, name="proposal"),
    path(PROPOSAL + "oeffnen/", decisions.proposal_reopen, name="proposal_reopen"),
    path(PROPOSAL + "zuweisen/", decisions.proposal_assign, name="proposal_assign"),
]
