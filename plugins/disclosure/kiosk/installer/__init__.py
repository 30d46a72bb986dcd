"""The parts of the installer. They need the standard library alone, of Python 3.8 or newer.

`kiosk/packing.py` joins them, in the order of what they need, into the one file of the zip.
"""
