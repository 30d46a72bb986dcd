"""A release on disk: complete, or not there."""
