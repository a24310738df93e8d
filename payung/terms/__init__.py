"""The shared words: tables, codes, regions, identity numbers. Import from `payung.terms.public`."""
