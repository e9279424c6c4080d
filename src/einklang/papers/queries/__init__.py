"""Questions about papers, each in a fixed number of database queries."""
