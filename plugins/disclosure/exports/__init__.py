"""What the site offers to programs: feeds, calendars and the site map for search engines. Texts, no files."""

from .atom import agency_feeds, city_feeds, feeds
from .calendars import calendars
from .sitemap import sitemaps

__all__ = ["agency_feeds", "calendars", "city_feeds", "feeds", "sitemaps"]
