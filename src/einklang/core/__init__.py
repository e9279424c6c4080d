"""What every room of the house stands on, knowing none of them.

Value types (``When``, ``Quantity``), German sort keys and search folding, base models, the audit
trail, jobs, mail, the embedded PostgreSQL, and the look: base templates, components, styles.
"""
