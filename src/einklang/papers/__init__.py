"""From an occasion to a signed, published, traceable position of many associations.

A ``Paper`` hangs on its activity. Its text lives in immutable ``Version``s; a ``Circulation``
asks associations, each in a ``Consultation`` with a room of its own and one official ``Answer``;
a ``Consolidation`` puts the answers together as ``Proposal``s to decide; a ``SignOffRound`` binds
each association's ``SignOff`` to the exact words; a ``Publication`` goes out.
"""
