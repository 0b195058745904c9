//! Owns how headings become sections and what stands under each: text, asks, callouts in order.

use super::ask::{self, Read};
use super::callout::{self, Head};
use super::control;
use super::guide::{self, Beside, Note, Said};
use super::prose::{self, plain, template};
use super::reach::{self, Idea, Served};
use super::{About, AskSource, Grouping, Medium, Part, Phase, Reading, Section};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::engine::expr::{Expr, Op, Relation};
use crate::engine::model::{self, Ask, ChoiceAsk, Item, Sort};
use crate::engine::template::{Piece, Template};
use crate::markdown::{Attributes, Block, BlockKind, Callout, Choice, Document, Inline, Source};

/// The text of a task: its sections, and where each ask stands.
#[derive(Default)]
pub struct TaskText {
    pub sections: Vec<Section>,
    pub asks: Vec<AskSource>,
    /// For each ask, what serves it before inheritance.
    pub served: Vec<Served>,
    pub ideas: Vec<Idea>,
}

/// Reads every section of a document.
pub fn read(document: &Document, about: &About, reading: &mut Reading) -> TaskText {
    let mut text = TaskText::default();
    let (introduction, sections) = by_heading(&document.blocks);
    check_levels(&document.blocks, reading);
    if !introduction.is_empty() {
        read_introduction(introduction, about, &mut text, reading);
    }
    for (heading, blocks) in sections {
        read_section(heading, blocks, &mut text, reading);
    }
    if text.sections.is_empty() && document.blocks.is_empty() {
        let fault = Diagnostic::error("no-section", document.end.clone(), "the task has no text");
        reading.trouble.push(fault.help("write a heading and what you ask: `## Count`, and below it `How many tiles? [[tiles]]`"));
    }
    reach::serve(&mut text, reading);
    guide::check(&text, reading);
    text
}

/// Tells of a small heading that no section's heading stands above, or that leaves out a size.
fn check_levels(blocks: &[Block], reading: &mut Reading) {
    let mut above = 1;
    for block in blocks {
        let BlockKind::Heading { level, .. } = block.kind else {
            continue;
        };
        if level > above + 1 {
            let (signs, fitting) = ("#".repeat(level.into()), "#".repeat(above as usize + 1));
            let message = match above {
                1 => format!("a heading with `{signs}` stands before the first section"),
                _ => format!("a heading with `{signs}` leaves out a size"),
            };
            let fault = Diagnostic::warning("heading-level", block.at.clone(), message);
            let help =
                format!("write `{fitting} `: a section has two signs, a small heading in it three");
            reading.trouble.push(fault.help(help));
        }
        above = level.max(2);
    }
}

/// What stands before the first heading of a section, and each such heading with what stands under it.
pub(super) fn by_heading(blocks: &[Block]) -> (&[Block], Vec<(&Block, &[Block])>) {
    let is_section = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 1 | 2, .. });
    let end = |blocks: &[Block]| blocks.iter().position(is_section).unwrap_or(blocks.len());
    let (introduction, mut rest) = blocks.split_at(end(blocks));
    let mut sections = Vec::new();
    while let Some((heading, behind)) = rest.split_first() {
        let (blocks, next) = behind.split_at(end(behind));
        sections.push((heading, blocks));
        rest = next;
    }
    (introduction, sections)
}

/// Text before the first heading is a section under the task's own title.
fn read_introduction(blocks: &[Block], about: &About, text: &mut TaskText, reading: &mut Reading) {
    let Some(first) = blocks.first() else { return };
    let at = Place {
        file: first.at.file,
        range: first.at.range.start..first.at.range.start,
    };
    let heading = vec![Piece::Html(crate::engine::template::escape(&about.title))];
    let section = Section {
        id: "introduction".to_string(),
        heading,
        phase: Phase::Launch,
        grouping: Grouping::Class,
        medium: Medium::Board,
        minutes: None,
        space: None,
        body: Vec::new(),
        at,
    };
    fill(section, 0, blocks, text, reading);
}

fn read_section(heading: &Block, blocks: &[Block], text: &mut TaskText, reading: &mut Reading) {
    let BlockKind::Heading {
        level,
        text: words,
        attributes,
    } = &heading.kind
    else {
        return;
    };
    if *level == 1 {
        let fault = Diagnostic::error(
            "heading-level",
            heading.at.clone(),
            "a section's heading has two signs: `##`",
        );
        reading
            .trouble
            .push(fault.help("write `## ` in front; the task's title stands in the front matter"));
    }
    let scope = reading.scope(&[]);
    let id = section_id(heading, words, attributes, text, reading);
    let settings = settings(attributes, reading);
    let section = Section {
        id,
        heading: prose::line(words, &scope, reading),
        phase: settings.phase.unwrap_or(Phase::Level),
        grouping: settings.grouping.unwrap_or(match settings.phase {
            Some(Phase::Launch | Phase::Discuss) => Grouping::Class,
            _ => Grouping::Alone,
        }),
        medium: Medium::Screen,
        minutes: settings.minutes,
        space: settings.space,
        body: Vec::new(),
        at: heading.at.clone(),
    };
    let default = if section.grouping == Grouping::Class {
        Medium::Board
    } else {
        Medium::Screen
    };
    fill(
        Section {
            medium: settings.medium.unwrap_or(default),
            ..section
        },
        settings.variant,
        blocks,
        text,
        reading,
    );
}

/// The id of a section: the author's, else its words in lower case with hyphens.
fn section_id(
    heading: &Block,
    words: &[Inline],
    attributes: &Attributes,
    text: &TaskText,
    reading: &mut Reading,
) -> String {
    let (id, at) = match &attributes.id {
        Some(id) => (id.text.clone(), id.at.clone()),
        None => (slug(&plain(words)), heading.at.clone()),
    };
    if let Some(id) = attributes
        .id
        .as_ref()
        .filter(|id| id.text != slug(&id.text))
    {
        let fault = Diagnostic::error(
            "no-id",
            id.at.clone(),
            format!("`{}` cannot name a section", id.text),
        );
        reading.trouble.push(fault.help(format!(
            "use lower-case letters, digits and hyphens: `{{#{}}}`",
            slug(&id.text)
        )));
    }
    let holes = words.iter().any(|inline| matches!(inline, Inline::Hole(_)));
    if attributes.id.is_none() && (holes || id.is_empty()) {
        let fault = Diagnostic::error(
            "no-id",
            heading.at.clone(),
            "this heading cannot name its section by itself",
        );
        reading
            .trouble
            .push(fault.help("give it a name: `## Pools of {{ n }} {#pools}`"));
    }
    if let Some(first) = text.sections.iter().find(|section| section.id == id) {
        let fault = Diagnostic::error(
            "double-section",
            at,
            format!("two sections are called `{id}`"),
        );
        reading.trouble.push(
            fault
                .note_at(first.at.clone(), "the first one")
                .help("give one of them another name: `## Heading {#other}`"),
        );
    }
    id
}

/// Text in lower case, every run of other characters than letters and digits one hyphen, none at the ends.
pub fn slug(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[derive(Default)]
struct Settings {
    phase: Option<Phase>,
    grouping: Option<Grouping>,
    medium: Option<Medium>,
    minutes: Option<u32>,
    space: Option<u32>,
    variant: usize,
}

fn settings(attributes: &Attributes, reading: &mut Reading) -> Settings {
    let mut settings = Settings::default();
    for class in attributes.classes.iter().chain(&attributes.bare) {
        let word = class.text.as_str();
        settings.phase = settings.phase.or(Phase::named(word));
        settings.grouping = settings.grouping.or(Grouping::named(word));
        settings.medium = settings.medium.or(Medium::named(word));
    }
    for class in &attributes.classes {
        let word = class.text.as_str();
        let all = || {
            Phase::ALL
                .iter()
                .map(|(w, _)| *w)
                .chain(Grouping::ALL.iter().map(|(w, _)| *w))
                .chain(Medium::ALL.iter().map(|(w, _)| *w))
        };
        if !all().any(|w| w == word) {
            let help = did_you_mean(word, all()).unwrap_or_else(|| {
                format!(
                    "a heading can have .{}",
                    all().collect::<Vec<_>>().join(" .")
                )
            });
            reading.trouble.push(
                Diagnostic::error(
                    "heading-attribute",
                    class.at.clone(),
                    format!("`.{word}` says nothing about a section"),
                )
                .help(help),
            );
        }
    }
    for (key, value) in &attributes.values {
        setting(key, value, &mut settings, reading);
    }
    settings
}

fn setting(key: &Source, value: &Source, settings: &mut Settings, reading: &mut Reading) {
    match key.text.as_str() {
        "minutes" => match value.text.parse() {
            Ok(minutes) => settings.minutes = Some(minutes),
            Err(_) => {
                let fault = Diagnostic::error(
                    "wrong-type",
                    value.at.clone(),
                    format!("`{}` is no number of minutes", value.text),
                );
                reading
                    .trouble
                    .push(fault.help("write a whole number: `minutes=6`"));
            }
        },
        "space" => match millimetres(&value.text) {
            Some(space) => settings.space = Some(space),
            None => reading.trouble.push(no_space(value)),
        },
        "variant" => match reading
            .model
            .variants
            .iter()
            .position(|variant| variant.name == value.text)
        {
            Some(variant) => settings.variant = variant,
            None => {
                let names: Vec<&str> = reading
                    .model
                    .variants
                    .iter()
                    .map(|variant| variant.name.as_str())
                    .collect();
                let help = did_you_mean(&value.text, names.iter().copied())
                    .unwrap_or_else(|| format!("the variants are `{}`", names.join("`, `")));
                let fault = Diagnostic::error(
                    "unknown-variant",
                    value.at.clone(),
                    format!("there is no variant `{}`", value.text),
                );
                reading.trouble.push(fault.help(help));
            }
        },
        other => {
            let help = did_you_mean(other, ["minutes", "space", "variant"]).unwrap_or_else(|| {
                "a heading can have `minutes=6`, `space=4cm` and `variant=NAME`".to_string()
            });
            let fault = Diagnostic::error(
                "heading-attribute",
                key.at.clone(),
                format!("`{other}` says nothing about a section"),
            );
            reading.trouble.push(fault.help(help));
        }
    }
}

/// The most room to write that fits on a sheet with its heading, in millimetres.
const MOST_SPACE: f64 = 200.0;

/// A length of paper in whole millimetres: `4cm`, `35mm`, `1.5in`; nothing for what is none or fits on no sheet.
fn millimetres(text: &str) -> Option<u32> {
    let units = [("mm", 1.0), ("cm", 10.0), ("in", 25.4)];
    let (number, unit) = units
        .iter()
        .find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
    let digits = number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let length = number.parse::<f64>().ok().filter(|_| digits)? * unit;
    (1.0..=MOST_SPACE)
        .contains(&length)
        .then(|| length.round() as u32)
}

fn no_space(value: &Source) -> Diagnostic {
    let message = format!("`{}` is no room to write on a sheet", value.text);
    Diagnostic::error("wrong-type", value.at.clone(), message)
        .help("write a length up to 20 cm, with its unit and no blank: `space=4cm`, `space=35mm`, `space=1.5in`")
}

/// Reads what stands under a heading.
fn fill(
    mut section: Section,
    variant: usize,
    blocks: &[Block],
    text: &mut TaskText,
    reading: &mut Reading,
) {
    let index = text.sections.len();
    reading.model.sections.push(model::Section {
        id: section.id.clone(),
        variant,
        slots: Vec::new(),
    });
    let mut under = Under {
        index,
        variant,
        id: section.id.clone(),
        first_ask: text.asks.len(),
        after_words: false,
        described: None,
    };
    for block in blocks {
        let part = read_block(block, &mut under, text, reading);
        section.body.extend(part);
    }
    text.sections.push(section);
    control::check(text, reading);
}

/// Where in a section the reading is.
struct Under {
    index: usize,
    variant: usize,
    id: String,
    first_ask: usize,
    /// The block before was an ask for words, so that a task list is its self-check.
    after_words: bool,
    /// The way or idea that was described last.
    described: Option<String>,
}

fn read_block(
    block: &Block,
    under: &mut Under,
    text: &mut TaskText,
    reading: &mut Reading,
) -> Vec<Part> {
    let after_words = std::mem::take(&mut under.after_words);
    match &block.kind {
        BlockKind::Callout(callout) => {
            under.after_words = after_words;
            read_callout(callout, under, text, reading)
                .into_iter()
                .collect()
        }
        BlockKind::Choices(choices) if after_words => vec![Part::SelfCheck(
            choices
                .iter()
                .map(|choice| item_text(choice, reading))
                .collect(),
        )],
        BlockKind::Choices(choices) => vec![read_choices(choices, &block.at, under, text, reading)],
        _ => {
            let scope = reading.scope(&[]);
            let parts = prose::parts(
                std::slice::from_ref(block),
                &scope,
                reading,
                Some(&mut |source, reading| add_ask(source, under, text, reading)),
            );
            under.after_words =
                matches!(parts.last(), Some(Part::Ask(ask)) if is_words(*ask, reading));
            parts
        }
    }
}

fn is_words(ask: usize, reading: &Reading) -> bool {
    matches!(
        reading.model.asks.get(ask).map(|ask| &ask.sort),
        Some(Sort::Words(_))
    )
}

fn add_ask(
    source: &Source,
    under: &Under,
    text: &mut TaskText,
    reading: &mut Reading,
) -> Option<usize> {
    let read = ask::read(source, under.variant, reading)?;
    Some(push_ask(read, source, under, text, reading))
}

fn push_ask(
    read: Read,
    source: &Source,
    under: &Under,
    text: &mut TaskText,
    reading: &mut Reading,
) -> usize {
    let index = text.asks.len();
    let id = format!("{}:{}", under.id, index - under.first_ask + 1);
    let ask = Ask {
        id,
        section: under.index,
        sort: read.sort,
        replies: Vec::new(),
        ways: Vec::new(),
        form: read.form,
        picture: None,
    };
    reading.model.asks.push(ask);
    text.asks.push(AskSource {
        at: source.at.clone(),
        text: source.text.clone(),
        replies: Vec::new(),
        ways: Vec::new(),
        examples: Vec::new(),
        expected: Vec::new(),
        up_to: read.up_to,
        found: Vec::new(),
    });
    text.served.push(Served::default());
    index
}

fn said(callout: &Callout, under: &Under, reading: &mut Reading) -> Said {
    let scope = reading.scope(&[]);
    Said {
        says: template(&callout.blocks, &scope, reading),
        section: under.index,
    }
}

/// The name of the way, idea or condition that a callout describes.
fn described(head: &Head) -> Option<String> {
    match head {
        Head::Idea { name, .. }
        | Head::If { name, .. }
        | Head::Named { name }
        | Head::Way { name, .. } => Some(name.text.clone()),
        _ => None,
    }
}

fn read_note(
    sort: Beside,
    name: Option<Source>,
    callout: &Callout,
    under: &Under,
    reading: &mut Reading,
) {
    let at = name
        .as_ref()
        .map_or(&callout.head.at, |name| &name.at)
        .clone();
    let Some(of) = name.map(|name| name.text).or(under.described.clone()) else {
        return guide::alone(sort, at, reading);
    };
    let said = said(callout, under, reading);
    reading.guide.notes.push(Note { sort, of, said, at });
}

fn read_callout(
    callout: &Callout,
    under: &mut Under,
    text: &mut TaskText,
    reading: &mut Reading,
) -> Option<Part> {
    let head = callout::read(&callout.head, reading)?;
    let ask = (text.asks.len() > under.first_ask).then(|| text.asks.len() - 1);
    match head {
        Head::Hint => {
            let scope = reading.scope(&[]);
            return Some(Part::Hint(template(&callout.blocks, &scope, reading)));
        }
        Head::Teacher(None) => {
            let scope = reading.scope(&[]);
            return Some(Part::Teacher(template(&callout.blocks, &scope, reading)));
        }
        Head::Teacher(Some(part)) => {
            let said = said(callout, under, reading);
            reading.guide.parts.push((part, said));
        }
        Head::Beside(sort, name) => read_note(sort, name, callout, under, reading),
        Head::Right(_) => {
            let fault = Diagnostic::error(
                "misplaced",
                callout.head.at.clone(),
                "`[!right]` stands inside an item of a task list",
            );
            reading
                .trouble
                .push(fault.help("indent it under the item it belongs to"));
        }
        _ => match ask {
            Some(ask) => {
                under.described = described(&head).or(under.described.take());
                reach::own(ask, head, callout, text, reading)
            }
            None => {
                let fault = Diagnostic::error(
                    "no-ask",
                    callout.head.at.clone(),
                    "this callout has no ask before it in its section",
                );
                reading
                    .trouble
                    .push(fault.help("put it behind the `[[…]]` it belongs to"));
            }
        },
    }
    None
}

fn item_text(choice: &Choice, reading: &mut Reading) -> Template {
    let scope = reading.scope(&[]);
    let words: Vec<Block> = choice
        .blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Callout(_)))
        .cloned()
        .collect();
    match words.as_slice() {
        [
            Block {
                kind: BlockKind::Paragraph(inlines),
                ..
            },
        ] => prose::line(inlines, &scope, reading),
        blocks => template(blocks, &scope, reading),
    }
}

fn read_choices(
    choices: &[Choice],
    at: &Place,
    under: &Under,
    text: &mut TaskText,
    reading: &mut Reading,
) -> Part {
    let source = Source {
        text: "choice".to_string(),
        at: choices.first().map_or(at, |choice| &choice.at).clone(),
    };
    let mut items = Vec::new();
    let mut words = Vec::new();
    for choice in choices {
        items.push(read_item(choice, reading));
        words.push(item_text(choice, reading));
    }
    let read = Read {
        sort: Sort::Choice(ChoiceAsk { items }),
        up_to: None,
        form: None,
    };
    Part::Choice(push_ask(read, &source, under, text, reading), words)
}

/// What belongs to the whole choice is no reply of an item.
fn behind_the_list(callout: &Callout, reading: &mut Reading) {
    let message = "an item holds only what its students hear; this belongs to the whole list";
    let fault = Diagnostic::error("misplaced", callout.head.at.clone(), message);
    reading
        .trouble
        .push(fault.help("put it below the list, at the beginning of the line"));
}

fn read_item(choice: &Choice, reading: &mut Reading) -> Item {
    let always = Expr::new(
        Op::Compare(vec![Relation::Equal]),
        vec![Expr::whole(1), Expr::whole(1)],
    );
    let mut item = Item {
        right: choice.ticked.then_some(always),
        says: None,
    };
    let scope = reading.scope(&[]);
    for block in &choice.blocks {
        let BlockKind::Callout(callout) = &block.kind else {
            continue;
        };
        match callout::read(&callout.head, reading) {
            Some(Head::Right(test)) => item.right = Some(test),
            Some(Head::Test | Head::Example(_) | Head::Teacher(_) | Head::Beside(..)) => {
                behind_the_list(callout, reading);
                continue;
            }
            _ => {}
        }
        let says = template(&callout.blocks, &scope, reading);
        if !says.is_empty() {
            item.says = Some(says);
        }
    }
    item
}
