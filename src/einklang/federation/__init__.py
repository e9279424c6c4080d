"""Who belongs to whom: organisations, bodies, people, offices, mandates, and the accounts.

Every legal person, authority, parliament, committee or group is an ``Organisation``; how they
hang together is an ``Affiliation`` with a time. A ``Person`` has memberships (with roles and
terms) and mandates; an ``Office`` may stand without a person. An ``Account`` is a way in, an
``Access`` says with which ``Role`` it works for which committee.
"""
