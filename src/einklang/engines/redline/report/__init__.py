"""What people and programs read of a consolidation: synopsis, protocol, JSON, table.

Every function here is pure: it takes an `Overview` and returns text or bytes.
"""
