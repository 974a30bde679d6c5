//! Aligned columns. A Chinese character is two columns wide, as on a terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

/// The head of a column.
pub(super) enum Column {
    /// Text, aligned on the left.
    Left(&'static str),
    /// Numbers, aligned on the right.
    Right(&'static str),
}

impl Column {
    fn title(&self) -> &'static str {
        match self {
            Self::Left(title) | Self::Right(title) => title,
        }
    }
}

/// Writes a table with a line of titles.
pub(super) fn write<const N: usize>(
    out: &mut dyn Write,
    columns: &[Column; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let titles: [String; N] = std::array::from_fn(|at| columns[at].title().to_owned());
    let lines = || std::iter::once(&titles).chain(rows);
    let widths: [usize; N] =
        std::array::from_fn(|at| lines().map(|line| line[at].width()).max().unwrap_or(0));
    for line in lines() {
        let mut text = String::new();
        for (at, (column, cell)) in columns.iter().zip(line).enumerate() {
            if at > 0 {
                text.push_str("  ");
            }
            let blanks = " ".repeat(widths[at].saturating_sub(cell.width()));
            match column {
                Column::Left(_) => text.extend([cell.as_str(), &blanks]),
                Column::Right(_) => text.extend([blanks.as_str(), cell]),
            }
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

/// Writes names and values in two columns.
pub(super) fn write_fields(out: &mut dyn Write, fields: &[(&str, String)]) -> io::Result<()> {
    let width = fields.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    for (name, value) in fields {
        writeln!(out, "{name:width$}  {value}")?;
    }
    Ok(())
}
