//! Owns the short forms in which the tests of this folder compare trees and faults.

use super::super::*;
use crate::diagnostic::File;

/// What was read, the blocks as an outline, and the faults as code and marked text.
pub(super) fn outcome(text: &str) -> (Document, String, Vec<String>) {
    let files = Files(vec![File {
        path: "task.md".into(),
        text: text.to_string(),
    }]);
    let mut trouble = Vec::new();
    let document = read(&files, FileId(0), &mut trouble);
    let faults = trouble
        .iter()
        .map(|fault| fault_line(text, fault))
        .collect();
    let outline = blocks(&document.blocks);
    (document, outline, faults)
}

fn fault_line(text: &str, fault: &Diagnostic) -> String {
    let at = fault.at.as_ref().expect("every fault has a place");
    let marked = text.get(at.range.clone()).expect("places fit the text");
    format!("{} {marked}", fault.code)
}

fn blocks(all: &[Block]) -> String {
    let all: Vec<String> = all.iter().map(block).collect();
    all.join(" / ")
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { level, text, .. } => format!("h{level} {}", inlines(text)),
        BlockKind::Paragraph(text) => inlines(text),
        BlockKind::List { items, .. } => {
            let items: Vec<String> = items.iter().map(|item| blocks(item)).collect();
            format!("list({})", items.join("; "))
        }
        BlockKind::Choices(choices) => {
            let tick = |choice: &Choice| if choice.ticked { "x " } else { "o " };
            let choices: Vec<String> = choices
                .iter()
                .map(|choice| format!("{}{}", tick(choice), blocks(&choice.blocks)))
                .collect();
            format!("choices({})", choices.join("; "))
        }
        BlockKind::Quote(inner) => format!("quote({})", blocks(inner)),
        BlockKind::Callout(callout) => {
            format!("!{}({})", callout.head.text, blocks(&callout.blocks))
        }
        BlockKind::Table { head, rows, .. } => {
            let lines = std::iter::once(head).chain(rows);
            let lines: Vec<String> = lines.map(|cells| line(cells)).collect();
            format!("table({})", lines.join("; "))
        }
        BlockKind::Code { info, text } => format!("code {info}({text})"),
        BlockKind::Rule => "rule".to_string(),
        BlockKind::Maths { latex } => self::latex(latex),
    }
}

fn line(cells: &[Vec<Inline>]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| inlines(cell)).collect();
    cells.join(" | ")
}

fn inlines(all: &[Inline]) -> String {
    all.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => text.clone(),
        Inline::Emphasis(text) => format!("_{}_", inlines(text)),
        Inline::Strong(text) => format!("__{}__", inlines(text)),
        Inline::Struck(text) => format!("~{}~", inlines(text)),
        Inline::Code(text) => format!("code<{text}>"),
        Inline::Link { to, text } => format!("link<{}>({})", to.text, inlines(text)),
        Inline::Image { to, title, alt, .. } => {
            let title = title.as_ref().map_or("", |title| title.text.as_str());
            format!("image<{}|{title}>({})", to.text, inlines(alt))
        }
        Inline::Maths(latex) => self::latex(latex),
        Inline::Hole(hole) => format!("hole<{}>", hole.text),
        Inline::Ask(ask) => format!("ask<{}>", ask.text),
        Inline::Break => "¶".to_string(),
        Inline::SoftBreak => "¬".to_string(),
    }
}

fn latex(latex: &Latex) -> String {
    let parts: String = latex
        .parts
        .iter()
        .map(|part| match part {
            LatexPart::Text(text) => text.clone(),
            LatexPart::Hole(hole) => format!("hole<{}>", hole.text),
        })
        .collect();
    let mark = if latex.display { "$$" } else { "$" };
    format!("{mark}{parts}{mark}")
}

/// Every source of a tree, in order.
pub(super) fn in_blocks(all: &[Block], found: &mut Vec<Source>) {
    for block in all {
        found.push(place_of(&block.at));
        match &block.kind {
            BlockKind::Heading {
                text, attributes, ..
            } => {
                in_inlines(text, found);
                found.extend(attributes.id.iter().chain(&attributes.classes).cloned());
                let values = attributes.values.iter();
                found.extend(values.flat_map(|(key, value)| [key.clone(), value.clone()]));
            }
            BlockKind::Paragraph(text) => in_inlines(text, found),
            BlockKind::List { items, .. } => items.iter().for_each(|item| in_blocks(item, found)),
            BlockKind::Choices(choices) => {
                choices.iter().for_each(|choice| {
                    found.push(place_of(&choice.at));
                    in_blocks(&choice.blocks, found);
                });
            }
            BlockKind::Quote(inner) => in_blocks(inner, found),
            BlockKind::Callout(callout) => {
                found.push(callout.head.clone());
                in_blocks(&callout.blocks, found);
            }
            BlockKind::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| in_inlines(cell, found));
            }
            BlockKind::Maths { latex } => in_latex(latex, found),
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

fn in_inlines(all: &[Inline], found: &mut Vec<Source>) {
    for inline in all {
        match inline {
            Inline::Emphasis(text) | Inline::Strong(text) | Inline::Struck(text) => {
                in_inlines(text, found);
            }
            Inline::Link { to, text } => {
                found.push(to.clone());
                in_inlines(text, found);
            }
            Inline::Image { to, title, alt, at } => {
                found.push(place_of(at));
                found.push(to.clone());
                found.extend(title.clone());
                in_inlines(alt, found);
            }
            Inline::Maths(latex) => in_latex(latex, found),
            Inline::Hole(source) | Inline::Ask(source) => found.push(source.clone()),
            _ => {}
        }
    }
}

fn in_latex(latex: &Latex, found: &mut Vec<Source>) {
    found.push(place_of(&latex.at));
    for part in &latex.parts {
        if let LatexPart::Hole(hole) = part {
            found.push(hole.clone());
        }
    }
}

/// A place alone, with nothing to compare its text with.
pub(super) fn place_of(at: &Place) -> Source {
    Source {
        text: String::new(),
        at: at.clone(),
    }
}
