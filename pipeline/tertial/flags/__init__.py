"""What an auditor should look at: within a report, in its figures, and from one report to the next."""
