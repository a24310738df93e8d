"""Pages of ministries, regions and those who watch over them: pending matters, indicators, meeting packs."""
