//! Owns the page about each message: what its code means, what brings it about and what does not; knows nothing of how a
//! message comes about.

use crate::diagnostic::did_you_mean;

const BEGIN: &str = include_str!("explain/begin.md");

/// Each begins with a heading `## …`, and has a heading `### CODE` for each page.
const FAMILIES: [&str; 5] = [
    include_str!("explain/words.md"),
    include_str!("explain/names.md"),
    include_str!("explain/proof.md"),
    include_str!("explain/yaml.md"),
    include_str!("explain/files.md"),
];

const PAGE: &str = "\n### ";

/// What there is to say about one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code of the message, such as `unknown-name`.
    pub code: &'static str,
    /// Markdown: sentences, then `Wrong:` and `Right:` with blocks of code, where an example can be written in files.
    pub text: &'static str,
}

impl Page {
    /// The first sentence, without its full stop.
    pub fn sentence(&self) -> String {
        let paragraph = self.text.split("\n\n").next().unwrap_or(self.text);
        let line = paragraph.replace('\n', " ");
        let end = [". ", ": ", "; "]
            .iter()
            .filter_map(|end| line.find(end))
            .min();
        let sentence = line.get(..end.unwrap_or(line.len())).unwrap_or(&line);
        sentence.trim_end_matches('.').to_string()
    }
}

/// Every page, in the order of the guide.
pub fn pages() -> impl Iterator<Item = Page> {
    FAMILIES.iter().flat_map(|family| pages_of(family))
}

fn pages_of(family: &'static str) -> impl Iterator<Item = Page> {
    let pages = family.split(PAGE).skip(1);
    pages.filter_map(|page| {
        let (code, text) = page.split_once('\n')?;
        Some(Page {
            code,
            text: text.trim(),
        })
    })
}

/// The page of a code.
pub fn page(code: &str) -> Option<Page> {
    pages().find(|page| page.code == code)
}

/// The code somebody may have meant, as a question.
pub fn meant(code: &str) -> Option<String> {
    did_you_mean(code, pages().map(|page| page.code))
}

/// All pages as one text for the guide.
pub fn all() -> String {
    let families: Vec<&str> = FAMILIES.iter().map(|family| family.trim()).collect();
    format!("{BEGIN}{}\n", families.join("\n\n"))
}

/// Every code with its first sentence, family by family.
pub fn list() -> String {
    let width = pages().map(|page| page.code.len()).max().unwrap_or(0);
    let family = |family: &&'static str| {
        let title = family
            .lines()
            .next()
            .unwrap_or("")
            .trim_start_matches("## ");
        let lines = pages_of(family)
            .map(|page| format!("  {:<width$}  {}\n", page.code, short(&page.sentence())));
        format!("{title}\n{}", lines.collect::<String>())
    };
    let families: Vec<String> = FAMILIES.iter().map(family).collect();
    families.join("\n")
}

/// A sentence that fits beside a code.
fn short(sentence: &str) -> String {
    const LONGEST: usize = 72;
    let Some((end, _)) = sentence.char_indices().nth(LONGEST) else {
        return sentence.to_string();
    };
    let start = sentence.get(..end).unwrap_or(sentence);
    let whole = start.rsplit_once(' ').map_or(start, |(words, _)| words);
    format!("{} …", whole.trim_end_matches(','))
}
