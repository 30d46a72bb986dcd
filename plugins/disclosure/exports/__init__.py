"""What the site offers to programs: feeds and the site map for search engines. Texts, no files."""

from .atom import feeds
from .sitemap import sitemaps

__all__ = ["feeds", "sitemaps"]
