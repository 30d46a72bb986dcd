"""The offline edition: what turns a release into a folder for a touch screen, and into one zip."""
