"""The smallest site the demo can run: tests of the processes need no real pages."""
