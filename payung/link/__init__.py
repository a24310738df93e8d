"""One person, one record, across agencies. Import from `payung.link.public`."""
