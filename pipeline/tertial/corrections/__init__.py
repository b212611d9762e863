"""What people have decided about rows: kept in a ledger, found again in the reports, and applied."""
