"""The public site: published records and reports, feed and sitemap."""
