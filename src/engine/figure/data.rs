//! Owns the tables of what drawings show, for readers who want numbers. Knows nothing of shapes.

use super::rounds::Rounds;
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::model::{Data, DataLine};
use crate::engine::template::{escape, fill};
use crate::engine::world::World;

/// Puts the tables, folded away; nothing where there are none.
pub fn put(
    tables: &[Data],
    lets: &[(String, Expr)],
    world: &World,
    out: &mut String,
) -> Result<(), Error> {
    if tables.is_empty() {
        return Ok(());
    }
    let summary = escape(&world.model().words.say("figure-data", &[]));
    for part in ["<details class=\"data\"><summary>", &summary, "</summary>"] {
        out.push_str(part);
    }
    for table in tables {
        out.push_str("<table><thead><tr>");
        for head in &table.heads {
            for part in ["<th scope=\"col\">", &escape(head), "</th>"] {
                out.push_str(part);
            }
        }
        out.push_str("</tr></thead><tbody>");
        let mut rounds = Rounds::new(world, lets, true)?;
        for line in &table.lines {
            rounds.run(&line.each, &mut |rounds| {
                put_line(line, &rounds.world, out);
                Ok(())
            })?;
        }
        out.push_str("</tbody></table>");
    }
    out.push_str("</details>");
    Ok(())
}

/// The first cell of a line says what the others are about.
fn put_line(line: &DataLine, world: &World, out: &mut String) {
    out.push_str("<tr>");
    for (at, cell) in line.cells.iter().enumerate() {
        let (start, end) = match at {
            0 => ("<th scope=\"row\">", "</th>"),
            _ => ("<td>", "</td>"),
        };
        for part in [start, &fill(cell, world), end] {
            out.push_str(part);
        }
    }
    out.push_str("</tr>");
}
