"""What a catalogue was: its state at earlier revisions, as git remembers it."""
