"""What people do with their own account: settings, sessions, a copy of their data, deletion."""
