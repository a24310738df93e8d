"""Pages that anybody may read: totals, definitions, words."""
