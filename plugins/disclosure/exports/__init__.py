"""What the site offers to programs: feeds and the site map for search engines. Texts, no files."""

from .atom import agency_feed, city_feeds, feeds
from .sitemap import sitemaps

__all__ = ["agency_feed", "city_feeds", "feeds", "sitemaps"]
