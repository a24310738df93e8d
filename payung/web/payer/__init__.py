"""Pages of those who owe and pay: bills, instalments, notices."""
