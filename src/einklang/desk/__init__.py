"""The members' desk: what waits for me, across the domains."""
