//! Owns the text of a table as a spreadsheet opens it. What stands in a cell is text and never a formula: it may come from
//! anybody.

/// The mark by which spreadsheets know that a file is UTF-8.
const MARK: char = '\u{feff}';

/// Lines of so many cells, every cell in quotes, parted by a comma, or by a semicolon where the comma is the decimal sign.
pub fn write(cells: &[&str], columns: usize, decimal: char) -> String {
    let parting = if decimal == ',' { ';' } else { ',' };
    let mut text = String::from(MARK);
    for line in cells.chunks(columns.max(1)) {
        for (at, cell) in line.iter().enumerate() {
            if at > 0 {
                text.push(parting);
            }
            put_cell(cell, &mut text);
        }
        text.push_str("\r\n");
    }
    text
}

/// A cell that would begin a formula gets a sign in front that makes it text.
fn put_cell(cell: &str, out: &mut String) {
    out.push('"');
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_cell_is_text_and_never_a_formula() {
        let cells = ["=1+1", "+1", "-4", "@SUM(A1)", "\t=1", "\r=1", "＝1", "4n"];
        let written = write(&cells, 4, '.');
        let lines = "\u{feff}\"'=1+1\",\"'+1\",\"'-4\",\"'@SUM(A1)\"\r\n\"'\t=1\",\"'\r=1\",\"'＝1\",\"4n\"\r\n";
        assert_eq!(written, lines);
    }

    #[test]
    fn a_plain_cell_is_as_it_is() {
        let written = write(&["4(n + 1)", "one, two", "say \"four\"", ""], 4, '.');
        let line = "\u{feff}\"4(n + 1)\",\"one, two\",\"say \"\"four\"\"\",\"\"\r\n";
        assert_eq!(written, line);
    }

    #[test]
    fn quotes_and_partings_do_not_end_a_cell() {
        let written = write(&["a\"\n,=b", "2,5; 3"], 2, ',');
        assert_eq!(written, "\u{feff}\"a\"\"\n,=b\";\"2,5; 3\"\r\n");
    }
}
