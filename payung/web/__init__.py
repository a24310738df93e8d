"""Which pages do people see? Server-rendered, Indonesian first and English second."""
