"""What every page uses: state, fields made from declarations, tables, charts, header."""
