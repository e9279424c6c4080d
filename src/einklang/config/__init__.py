"""Settings, URLs, the WSGI entry and the command line."""
