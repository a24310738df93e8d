"""How did the ledger come to be as it is? Named migrations; the SQL that Django has no words for stands in `sql/`."""
