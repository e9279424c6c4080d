"""The only door to the engines: Word files read and compared, documents set."""
