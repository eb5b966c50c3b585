"""What opens over the board: item, columns, projects, commands, help, pasted cards."""
