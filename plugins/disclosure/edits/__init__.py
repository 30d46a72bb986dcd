"""Changes of a catalogue file's text that leave every other character as it was."""
