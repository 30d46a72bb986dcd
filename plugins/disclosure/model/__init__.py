"""The shapes of everything that people write, and the catalogue made of it. No I/O.

The models are the one definition from which loading, JSON Schema and documentation come.
"""
