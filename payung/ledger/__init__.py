"""What is stored, and what does the database refuse? PostgreSQL, loads, reads. Import from `payung.ledger.public`."""
