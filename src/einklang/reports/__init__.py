"""The annual report: an outline over the chronicle, told sentence by sentence.

A ``Report`` has sections; a section gathers activities by kind; an entry keeps what an editor
changed (order, own words, hidden). A ``ReportVersion`` is frozen with a hash.
"""
