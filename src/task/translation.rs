//! Owns how the words of a translation are laid over the original: asks, formulas, numbers and the settings of headings are
//! the original's, the words are the translation's. What a translation lacks is told. Knows nothing of what asks mean.

use super::front::primary;
use super::prose::plain;
use super::section::{by_heading, slug};
use crate::diagnostic::{Diagnostic, FileId, Place, did_you_mean};
use crate::markdown::{Block, BlockKind, Callout, Choice, Document, Inline, Source};
use crate::yaml::{FrontMatter, Scalar};
use std::collections::BTreeMap;

/// The front matter of the original with the words of a translation over it.
pub(super) fn front(original: &FrontMatter, words: FrontMatter) -> FrontMatter {
    let own = original.clone();
    let names = |own: Vec<_>, words: Vec<_>| if words.is_empty() { own } else { words };
    FrontMatter {
        title: words.title.or(own.title),
        summary: words.summary.or(own.summary),
        grades: words.grades.or(own.grades),
        licence: words.licence.or(own.licence),
        language: None,
        another: words.another,
        another_in: words.another_in,
        author: words.author.or(own.author),
        source: words.source.or(own.source),
        names: names(own.names, words.names),
        units: if words.units.is_empty() {
            own.units
        } else {
            words.units
        },
        letters: names(own.letters, words.letters),
        ..own
    }
}

/// What of the original's front matter is words, and not in the translation's.
pub(super) fn front_lags(
    original: &FrontMatter,
    words: &FrontMatter,
    document: &Document,
) -> Option<Diagnostic> {
    let known = |list: &[(Scalar, Scalar)], name: &Scalar| {
        let mut names = list.iter();
        names.any(|(other, _)| other.text == name.text)
    };
    let unit = |name: &Scalar| {
        let mut units = words.units.iter();
        units.any(|(other, _)| other.text == name.text)
    };
    // Short signs such as `cm` and `%` are the same in most languages.
    let is_word = |form: &Scalar| form.text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let mut names = original.names.iter();
    let mut units = original.units.iter();
    let lacking = [
        (
            "summary",
            original.summary.is_some() && words.summary.is_none(),
        ),
        (
            "another",
            original.another.is_some() && words.another.is_none()
                || original
                    .another_in
                    .iter()
                    .any(|(id, _)| !known(&words.another_in, id)),
        ),
        ("names", names.any(|(name, _)| !known(&words.names, name))),
        (
            "units",
            units.any(|(name, forms)| forms.iter().any(is_word) && !unit(name)),
        ),
    ];
    let missing: Vec<String> = lacking
        .into_iter()
        .filter(|(_, lacks)| *lacks)
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    let at = document.front.as_ref().unwrap_or(&document.end);
    (!missing.is_empty()).then(|| lag(&missing.join(", "), at))
}

/// A translation that says it is in another language than its file.
pub(super) fn other_language(words: &FrontMatter, code: &str) -> Option<Diagnostic> {
    let written = words
        .language
        .as_ref()
        .filter(|written| written.text != code)?;
    let message = format!(
        "this file is the translation into `{code}`, and says `{}`",
        written.text
    );
    let fault = Diagnostic::error("unknown-language", written.at.clone(), message);
    Some(fault.help("leave the line out: the file's name says which language it is"))
}

/// A translation into the language that the original is in, which would be a second page in one language.
pub(super) fn same_language(original: &str, code: &str, file: FileId) -> Option<Diagnostic> {
    if primary(original) != primary(code) {
        return None;
    }
    let at = Place { file, range: 0..0 };
    let message =
        format!("this is a translation into `{code}`, and `task.md` is in `{original}` itself");
    let help = "say at the top of `task.md` in which language that is: `language: en`; where nothing is said there, it is the site's";
    Some(Diagnostic::error("unknown-language", at, message).help(help))
}

/// A heading with what stands under it; no heading for what stands before the first one.
#[derive(Clone)]
struct Part<'a> {
    heading: Option<&'a Block>,
    blocks: &'a [Block],
}

/// The original's document in the words of a translation.
pub(super) fn laid_over(
    original: &Document,
    words: &Document,
    trouble: &mut Vec<Diagnostic>,
) -> Document {
    let (own, translated) = (parts(&original.blocks), parts(&words.blocks));
    let mut chosen: Vec<Option<&Part>> = vec![None; own.len()];
    let mut next = 0;
    for part in &translated {
        match place(part, &own, next, trouble) {
            Some(index) => {
                next = index + 1;
                if let Some(slot) = chosen.get_mut(index) {
                    *slot = Some(part);
                }
            }
            None => next += 1,
        }
    }
    let mut blocks = Vec::new();
    for (part, words_of) in own.iter().zip(chosen) {
        match words_of {
            Some(words_of) => blocks.extend(merged(part, words_of, trouble)),
            None => {
                trouble.push(lag(&format!("the section `{}`", id(part)), &words.end));
                blocks.extend(part.heading.cloned());
                blocks.extend(part.blocks.iter().cloned());
            }
        }
    }
    Document {
        front: words.front.clone(),
        blocks,
        single: words.single.clone(),
        end: words.end.clone(),
    }
}

fn parts(blocks: &[Block]) -> Vec<Part<'_>> {
    let (introduction, sections) = by_heading(blocks);
    let before = (!introduction.is_empty()).then_some((None, introduction));
    let sections = sections
        .into_iter()
        .map(|(heading, blocks)| (Some(heading), blocks));
    let all = before.into_iter().chain(sections);
    all.map(|(heading, blocks)| Part { heading, blocks })
        .collect()
}

/// The name of a section, as in the original.
fn id(part: &Part) -> String {
    match part.heading.map(|heading| &heading.kind) {
        Some(BlockKind::Heading {
            text, attributes, ..
        }) => match &attributes.id {
            Some(id) => id.text.clone(),
            None => slug(&plain(text)),
        },
        _ => "introduction".to_string(),
    }
}

/// Which part of the original a part of the translation is: the one it names, else the next one.
fn place(part: &Part, own: &[Part], next: usize, trouble: &mut Vec<Diagnostic>) -> Option<usize> {
    let attributes = match part.heading.map(|heading| &heading.kind) {
        Some(BlockKind::Heading { attributes, .. }) => attributes,
        _ => return own.iter().position(|part| part.heading.is_none()),
    };
    let Some(named) = &attributes.id else {
        let begins =
            usize::from(next == 0 && own.first().is_some_and(|part| part.heading.is_none()));
        let index = next + begins;
        if index >= own.len() {
            trouble.push(too_many(part));
            return None;
        }
        return Some(index);
    };
    let found = own.iter().position(|other| id(other) == named.text);
    if found.is_none() {
        let ids: Vec<String> = own.iter().map(id).collect();
        let help = did_you_mean(&named.text, ids.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| format!("its sections are `{}`", ids.join("`, `")));
        let message = format!("the original has no section `{}`", named.text);
        let fault = Diagnostic::error("unknown-section", named.at.clone(), message);
        trouble.push(fault.help(help));
    }
    found
}

fn too_many(part: &Part) -> Diagnostic {
    let at = part.heading.map(|heading| heading.at.clone());
    let message = "the original has no section that this could be";
    Diagnostic::error("unknown-section", at, message)
        .help("keep the sections and their order; name the original's: `## Zählen {#count}`")
}

fn lag(what: &str, at: &Place) -> Diagnostic {
    let message = format!("the translation lags behind the original: it lacks {what}");
    let fault = Diagnostic::warning("translation-lags", at.clone(), message);
    fault.help("translate it; until then students see the original or the default words")
}

fn merged(own: &Part, words: &Part, trouble: &mut Vec<Diagnostic>) -> Vec<Block> {
    let mut out = Vec::new();
    if let (Some(own), Some(words)) = (own.heading, words.heading) {
        out.push(heading(own, words, trouble));
    }
    let before = trouble.len();
    same_asks(own, words, trouble);
    if trouble.len() > before {
        return out;
    }
    let mut lacking = Lacking::default();
    let groups = groups(own.blocks);
    let mut translated = groups_of_words(words.blocks);
    for (at, group) in groups.iter().enumerate() {
        let (prose, mut named) = translated
            .get_mut(at)
            .map(std::mem::take)
            .unwrap_or_default();
        out.extend(prose);
        for callout in &group.named {
            let key = key(callout);
            let found = named.iter().position(|(other, _)| *other == key);
            match found {
                Some(index) => {
                    let (_, said) = named.remove(index);
                    out.extend(with_head(callout, said));
                }
                None => {
                    lacking.named(callout);
                    out.push(silent(callout));
                }
            }
        }
        for (_, said) in named {
            trouble.extend(said.first().map(stranger));
        }
        out.extend(group.examples.iter().cloned());
    }
    lacking.count(own.blocks, words.blocks);
    let at = words
        .heading
        .or(words.blocks.first())
        .map(|block| &block.at);
    if let (Some(what), Some(at)) = (lacking.said(), at) {
        trouble.push(lag(&what, at));
    }
    choices(own.blocks, &mut out, trouble);
    out
}

/// The words of a translated heading with the settings of the original's.
fn heading(own: &Block, words: &Block, trouble: &mut Vec<Diagnostic>) -> Block {
    let (
        BlockKind::Heading {
            text: own_text,
            attributes: settings,
            ..
        },
        BlockKind::Heading {
            level,
            text,
            attributes,
        },
    ) = (&own.kind, &words.kind)
    else {
        return words.clone();
    };
    if let Some(value) = attributes
        .classes
        .first()
        .or(attributes.values.first().map(|(key, _)| key))
    {
        let message =
            "what a section is, how long and with which numbers, is said in the original alone";
        let fault = Diagnostic::error("heading-attribute", value.at.clone(), message);
        trouble.push(fault.help("leave the braces out, or keep only the name in them: `{#count}`"));
    }
    let name = || Source {
        text: slug(&plain(own_text)),
        at: own.at.clone(),
    };
    let mut attributes = settings.clone();
    attributes.id = Some(attributes.id.unwrap_or_else(name));
    Block {
        kind: BlockKind::Heading {
            level: *level,
            text: text.clone(),
            attributes,
        },
        at: words.at.clone(),
    }
}

/// The asks of blocks in order; a list of choices is one, too.
fn asks(blocks: &[Block]) -> Vec<Source> {
    let mut found = Vec::new();
    blocks.iter().for_each(|block| asks_in(block, &mut found));
    found
}

fn asks_in(block: &Block, found: &mut Vec<Source>) {
    let choice = |choices: &[Choice]| Source {
        text: format!("a list of {} choices", choices.len()),
        at: block.at.clone(),
    };
    match &block.kind {
        BlockKind::Paragraph(inlines) => inline_asks(inlines, found),
        BlockKind::List { items, .. } => items
            .iter()
            .flatten()
            .for_each(|block| asks_in(block, found)),
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| asks_in(block, found)),
        BlockKind::Table { head, rows, .. } => {
            let cells = head.iter().chain(rows.iter().flatten());
            cells.for_each(|cell| inline_asks(cell, found));
        }
        BlockKind::Choices(choices) => found.push(choice(choices)),
        _ => {}
    }
}

fn inline_asks(inlines: &[Inline], found: &mut Vec<Source>) {
    for inline in inlines {
        match inline {
            Inline::Ask(source) => found.push(source.clone()),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                inline_asks(inner, found)
            }
            _ => {}
        }
    }
}

/// Both must ask the same, in the same order.
fn same_asks(own: &Part, words: &Part, trouble: &mut Vec<Diagnostic>) {
    let bare = |source: &Source| source.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = |source: &Source| match source.text.starts_with("a list of ") {
        true => source.text.clone(),
        false => format!("`[[{}]]`", source.text),
    };
    let (wanted, there) = (asks(own.blocks), asks(words.blocks));
    let differs = wanted.iter().zip(&there).find(|(a, b)| bare(a) != bare(b));
    let heading = || {
        words
            .heading
            .or(words.blocks.first())
            .map(|block| block.at.clone())
    };
    let (at, message, help) = match (differs, wanted.get(there.len()), there.get(wanted.len())) {
        (Some((own, here)), ..) => (
            Some(here.at.clone()),
            format!("the original asks {} here", shown(own)),
            "keep asks as they are: what is asked is said in the original",
        ),
        (None, Some(missing), _) => (
            heading(),
            format!("this section lacks {}", shown(missing)),
            "put it where it belongs in the translated text",
        ),
        (None, None, Some(more)) => (
            Some(more.at.clone()),
            "the original does not ask this".to_string(),
            "leave it out, or put it into the original first",
        ),
        (None, None, None) => return,
    };
    trouble.push(Diagnostic::error("other-ask", at, message).help(help));
}

/// The blocks between one ask and the next.
#[derive(Default)]
struct Group {
    /// Ideas, conditions and ways.
    named: Vec<Callout>,
    examples: Vec<Block>,
}

const NAMED: [&str; 3] = ["idea", "if", "way"];
/// Callouts without a name of their own.
const COUNTED: [&str; 6] = ["hint", "teacher", "look", "assess", "advance", "connect"];
const NOTES: [&str; 4] = ["look", "assess", "advance", "connect"];

fn word(callout: &Callout) -> &str {
    callout.head.text.split([' ', ':']).next().unwrap_or("")
}

/// What a callout is and what it is called; nothing of its formula.
fn key(callout: &Callout) -> String {
    let head = callout.head.text.split(':').next().unwrap_or("");
    head.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_named(callout: &Callout) -> bool {
    NAMED.contains(&word(callout))
}

fn groups(blocks: &[Block]) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    for block in blocks {
        let before = asks(std::slice::from_ref(block)).len();
        groups.extend((0..before).map(|_| Group::default()));
        let Some(group) = groups.last_mut() else {
            continue;
        };
        match &block.kind {
            BlockKind::Callout(callout) if is_named(callout) => group.named.push(callout.clone()),
            BlockKind::Callout(callout) if word(callout) == "example" => {
                group.examples.push(block.clone())
            }
            _ => {}
        }
    }
    groups
}

/// What a translation says between two asks: its text, and its named callouts with the notes behind each.
type Words = (Vec<Block>, Vec<(String, Vec<Block>)>);

fn groups_of_words(blocks: &[Block]) -> Vec<Words> {
    let mut groups: Vec<Words> = vec![Words::default()];
    for block in blocks {
        let before = asks(std::slice::from_ref(block)).len();
        groups.extend((0..before).map(|_| Words::default()));
        let Some((prose, named)) = groups.last_mut() else {
            continue;
        };
        match &block.kind {
            BlockKind::Callout(callout) if is_named(callout) => {
                named.push((key(callout), vec![block.clone()]))
            }
            BlockKind::Callout(callout) if word(callout) == "example" => {}
            BlockKind::Callout(callout) if NOTES.contains(&callout.head.text.as_str()) => {
                match named.last_mut() {
                    Some((_, said)) => said.push(block.clone()),
                    None => prose.push(block.clone()),
                }
            }
            _ => prose.push(block.clone()),
        }
    }
    groups
}

/// A translated callout with the head of the original's, and the notes behind it.
fn with_head(own: &Callout, said: Vec<Block>) -> Vec<Block> {
    let mut said = said;
    if let Some(BlockKind::Callout(callout)) = said.first_mut().map(|block| &mut block.kind) {
        callout.head.text = own.head.text.clone();
    }
    said
}

/// A callout that is heard and says nothing of its own.
fn silent(own: &Callout) -> Block {
    let callout = Callout {
        blocks: Vec::new(),
        lines: Vec::new(),
        ..own.clone()
    };
    Block {
        at: own.at.clone(),
        kind: BlockKind::Callout(callout),
    }
}

fn stranger(block: &Block) -> Diagnostic {
    let (name, at) = match &block.kind {
        BlockKind::Callout(callout) => (key(callout), callout.head.at.clone()),
        _ => (String::new(), block.at.clone()),
    };
    let message = format!("the original has no `[!{name}]` behind this ask");
    Diagnostic::error("unknown-idea", at, message)
        .help("correct the name, or put it into the original first")
}

/// What a section of a translation lacks.
#[derive(Default)]
struct Lacking {
    names: Vec<String>,
    more: Vec<String>,
}

impl Lacking {
    fn named(&mut self, callout: &Callout) {
        if !callout.blocks.is_empty() {
            self.names.push(format!("`{}`", key(callout)));
        }
    }

    /// What has no names is counted: hints, words for teachers by their part, and pictures.
    fn count(&mut self, own: &[Block], words: &[Block]) {
        let counted = |blocks: &[Block]| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for block in blocks {
                if let BlockKind::Callout(callout) = &block.kind
                    && COUNTED.contains(&word(callout))
                {
                    *counts.entry(key(callout)).or_default() += 1;
                }
            }
            counts
        };
        let translated = counted(words);
        for (callout, there) in counted(own) {
            let missing = there.saturating_sub(translated.get(&callout).copied().unwrap_or(0));
            if missing > 0 {
                self.more.push(format!("{missing} `[!{callout}]`"));
            }
        }
        let missing = pictures(own).saturating_sub(pictures(words));
        if missing > 0 {
            self.more.push(format!("{missing} of the pictures"));
        }
    }

    fn said(self) -> Option<String> {
        let all: Vec<String> = self.names.into_iter().chain(self.more).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

/// How many pictures stand in the text and in its callouts.
fn pictures(blocks: &[Block]) -> usize {
    let in_text = |block: &Block| match &block.kind {
        BlockKind::Paragraph(inlines) => inlines
            .iter()
            .filter(|inline| matches!(inline, Inline::Image { .. }))
            .count(),
        BlockKind::Callout(callout) => pictures(&callout.blocks),
        BlockKind::Quote(blocks) => pictures(blocks),
        _ => 0,
    };
    blocks.iter().map(in_text).sum()
}

/// Which items are right is said in the original.
fn choices(own: &[Block], out: &mut [Block], trouble: &mut Vec<Diagnostic>) {
    let lists = |block: &Block| match &block.kind {
        BlockKind::Choices(choices) => Some(choices.clone()),
        _ => None,
    };
    let mut own = own.iter().filter_map(lists);
    for block in out {
        let BlockKind::Choices(choices) = &mut block.kind else {
            continue;
        };
        let original = own.next().unwrap_or_default();
        for (choice, original) in choices.iter_mut().zip(&original) {
            if choice.ticked && !original.ticked {
                let message = "this item is not ticked in the original";
                let fault = Diagnostic::error("choice-mark", choice.at.clone(), message);
                trouble.push(
                    fault.help(
                        "keep the order of the items; which are right is said in the original",
                    ),
                );
            }
            choice.ticked = original.ticked;
            let right = |block: &&Block| matches!(&block.kind, BlockKind::Callout(callout) if word(callout) == "right");
            let tests: Vec<Block> = original.blocks.iter().filter(right).cloned().collect();
            for test in tests {
                give_test(choice, test);
            }
        }
    }
}

/// Gives an item the test of the original; its own words stay.
fn give_test(choice: &mut Choice, test: Block) {
    let BlockKind::Callout(own) = &test.kind else {
        return;
    };
    let said = choice
        .blocks
        .iter_mut()
        .find_map(|block| match &mut block.kind {
            BlockKind::Callout(callout) if word(callout) == "right" => Some(callout),
            _ => None,
        });
    match said {
        Some(callout) => callout.head.text = own.head.text.clone(),
        None => choice.blocks.push(silent(own)),
    }
}
