"""What a catalogue was: commit by commit, at a revision of git, and in the release before."""
