"""What the engine knows of a consolidation once the XML is behind it."""
