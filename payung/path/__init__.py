"""By which lawful routes does a person become active, and what does each cost? Import from `payung.path.public`."""
