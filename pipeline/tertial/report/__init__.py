"""What people read of a dataset: workbook, pages, memo."""
