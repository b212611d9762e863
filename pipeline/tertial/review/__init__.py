"""A person's review of a dataset: what is decided, by workbook, and how well people and tertial agree."""
