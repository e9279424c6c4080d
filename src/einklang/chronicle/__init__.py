"""The committee's year: everything it does is an ``Activity``.

Kinds, life cycles and sentence patterns are data. An activity has a ``When``, participations in
roles, programmes, occasions, links to other activities, demands, outcomes, follow-ups and
attachments. What is unknown stays unknown and appears in the list of gaps.
"""
