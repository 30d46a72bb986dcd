"""What git remembers, read for people: what became of items and records, commit by commit."""
