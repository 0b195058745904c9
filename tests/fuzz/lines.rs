//! Owns how an input is kept as a line: text as it is, `\n`, `\\`, and `\xNN` for what is no text or cannot be seen.

use std::path::Path;

/// The inputs of a file; remarks begin with `# `.
pub fn read(file: &Path) -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(input).collect()
}

fn input(line: &str) -> Vec<u8> {
    let mut parts = line.split('\\');
    let mut bytes = parts.next().unwrap_or("").as_bytes().to_vec();
    while let Some(part) = parts.next() {
        let rest = match part.as_bytes() {
            // Two backslashes have nothing between them.
            [] => {
                bytes.push(b'\\');
                parts.next().unwrap_or("")
            }
            [b'x', ..] => {
                let byte = u8::from_str_radix(part.get(1..3).unwrap_or(""), 16);
                bytes.push(byte.expect("two digits"));
                part.get(3..).unwrap_or("")
            }
            _ => {
                bytes.push(b'\n');
                part.get(1..).unwrap_or("")
            }
        };
        bytes.extend(rest.as_bytes());
    }
    bytes
}

/// The line of an input.
pub fn written(input: &[u8]) -> String {
    let mut line = String::new();
    for chunk in input.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' => line.push_str("\\n"),
                '\\' => line.push_str("\\\\"),
                _ if c.is_control() || "\u{2028}\u{2029}\u{feff}\u{202e}".contains(c) => {
                    hidden(c, &mut line)
                }
                _ => line.push(c),
            }
        }
        for byte in chunk.invalid() {
            line.push_str(&format!("\\x{byte:02x}"));
        }
    }
    line
}

fn hidden(c: char, line: &mut String) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        line.push_str(&format!("\\x{byte:02x}"));
    }
}
