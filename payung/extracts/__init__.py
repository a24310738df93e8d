"""Suppliers' files in one shape: records kept, faults told. Import from `payung.extracts.public`."""
