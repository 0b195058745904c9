//! Owns what the home page says of a task: its picture, where it begins and how far it goes, how it is answered, by what it is
//! found. Knows nothing of other tasks.

use super::still::{case_of, first_case, to_answer_in};
use super::{LanguageView, heading_text, section_rows};
use crate::engine::kind::Kind;
use crate::engine::model::{Ask, Body, Find, Model, Row, Sort, ValueAsk};
use crate::engine::pick::of_value;
use crate::engine::template::{Piece, fill, fill_piece, plain};
use crate::engine::words::{Words, direction};
use crate::task::{Part, Phase, Section, Task, grade_order, grades, time};
use serde::Serialize;

/// A task on the home page.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    pub title: String,
    pub summary: String,
    pub language: String,
    pub direction: &'static str,
    /// The way to its page.
    pub path: String,
    /// A picture as markup; empty where the task has none.
    pub picture: String,
    pub grades: String,
    pub minutes: String,
    pub floor: Option<EndView>,
    pub ceiling: Option<EndView>,
    /// The same task in other languages.
    pub languages: Vec<LanguageView>,
    /// By what it is found: grades, topics, standards, ways of answering, languages.
    pub marks: Vec<MarkView>,
    /// All its headings, for who searches.
    pub headings: String,
}

/// Where a task begins or ends: a heading, and what is asked under it; both are markup.
#[derive(Clone, Debug, Serialize)]
pub struct EndView {
    pub heading: String,
    /// Empty where it is too long for a glance, or no plain sentence.
    pub question: String,
}

/// What a task has of one sort of things to choose by.
#[derive(Clone, Debug, Serialize)]
pub struct MarkView {
    pub key: &'static str,
    pub options: Vec<OptionView>,
}

/// A thing to choose by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// How it stands in an address.
    pub value: String,
    pub label: String,
    /// Where it stands in a list; those with the same number by their labels.
    #[serde(skip)]
    pub order: u32,
}

/// What tasks are chosen by, as it stands in an address.
pub const KEYS: [&str; 5] = ["grade", "topic", "standard", "answer", "language"];

/// The ways of answering, in the order in which they are told.
const ANSWERS: [&str; 10] = [
    "number",
    "list",
    "find",
    "table",
    "rule",
    "figure",
    "calculation",
    "choice",
    "estimate",
    "words",
];

/// Most bytes of a picture, if there is one with fewer.
const LIGHT: usize = 12_000;
/// Most characters of a question that is shown.
const GLANCE: usize = 180;

/// The entry of a task in the edition that is shown, which has these editions in all.
pub fn entry(task: &Task, editions: Vec<LanguageView>, words: &Words) -> EntryView {
    let about = &task.about;
    let said = |key, text: String| match text.is_empty() {
        true => text,
        false => words.say(key, &[&text]),
    };
    let minutes = Some(time(task).minutes).filter(|minutes| about.lesson && *minutes > 0);
    // A page to read leads nowhere and asks for nothing.
    let (floor, ceiling) = match about.lesson {
        true => ends(task),
        false => (None, None),
    };
    let is_other = |edition: &LanguageView| edition.code != about.language;
    EntryView {
        title: about.title.clone(),
        summary: about.summary.clone(),
        language: about.language.clone(),
        direction: direction(&about.language),
        path: format!("{}/index.html", task.path()),
        picture: figure(task, words)
            .or_else(|| image(task))
            .unwrap_or_default(),
        grades: match grades(&about.grades).len() {
            1 => said("one-grade", about.grades.clone()),
            _ => said("grades", about.grades.clone()),
        },
        minutes: said(
            "minutes",
            minutes.map(|m| m.to_string()).unwrap_or_default(),
        ),
        floor,
        ceiling,
        marks: marks(task, &editions, words),
        languages: editions.into_iter().filter(is_other).collect(),
        headings: headings(task),
    }
}

fn headings(task: &Task) -> String {
    let sections = task.sections.iter();
    let headings: Vec<String> = sections.map(|one| heading_text(task, one)).collect();
    headings.join(" · ")
}

fn marks(task: &Task, editions: &[LanguageView], words: &Words) -> Vec<MarkView> {
    let as_written = |text: &String| option(text.to_lowercase(), text.clone(), 0);
    let grade = |grade: String| option(grade.clone(), grade.clone(), grade_order(&grade));
    let answer = |(at, key): (u32, &str)| {
        let label = words.say(&format!("answer-{key}"), &[]);
        option(key.to_string(), label, at)
    };
    let language = |one: &LanguageView| option(one.code.clone(), one.name.clone(), 0);
    let about = &task.about;
    let options: [Vec<OptionView>; KEYS.len()] = [
        grades(&about.grades).into_iter().map(grade).collect(),
        about.topics.iter().map(as_written).collect(),
        about.standards.iter().map(as_written).collect(),
        answers(&task.model)
            .filter(|_| about.lesson)
            .map(answer)
            .collect(),
        editions.iter().map(language).collect(),
    ];
    let keyed = KEYS.into_iter().zip(options);
    keyed
        .map(|(key, options)| MarkView { key, options })
        .collect()
}

fn option(value: String, label: String, order: u32) -> OptionView {
    OptionView {
        value,
        label,
        order,
    }
}

/// The ways in which a task is answered, each with its place among all of them.
fn answers(model: &Model) -> impl Iterator<Item = (u32, &'static str)> {
    let given: Vec<&str> = model
        .asks
        .iter()
        .flat_map(|ask| answered(model, ask))
        .collect();
    let all = (0..).zip(ANSWERS);
    all.filter(move |(_, answer)| given.contains(answer))
}

fn answered(model: &Model, ask: &Ask) -> Vec<&'static str> {
    match &ask.sort {
        Sort::Value(asked) if matches!(asked.find, Find::Some | Find::All | Find::List) => {
            vec![value(model, asked), "find"]
        }
        Sort::Value(asked) => vec![value(model, asked)],
        Sort::Table(_) => vec!["table"],
        Sort::Rule(_) => vec!["rule"],
        Sort::Choice(_) => vec!["choice"],
        Sort::Words(_) => vec!["words"],
        Sort::Guess(_) => vec!["estimate"],
    }
}

fn value(model: &Model, asked: &ValueAsk) -> &'static str {
    let mut names = asked.names.iter();
    let kind = names.find_map(|name| model.quantity(name)?.kind.as_ref());
    match kind {
        _ if asked.on.is_some() || of_value(model, asked).is_some() => "figure",
        Some(Kind::Many(_)) => "list",
        Some(Kind::Calculation) => "calculation",
        _ => "number",
    }
}

/// The first level with something to answer and the last one; of a task without levels, the first and last such section.
fn ends(task: &Task) -> (Option<EndView>, Option<EndView>) {
    let asks = |(_, section): &(usize, &Section)| section.body.iter().any(is_ask);
    let open: Vec<(usize, &Section)> = task.sections.iter().enumerate().filter(asks).collect();
    let levels = open.iter().filter(|(_, one)| one.phase == Phase::Level);
    let mut levels: Vec<&(usize, &Section)> = levels.collect();
    if levels.is_empty() {
        levels = open.iter().collect();
    }
    let mut ends = levels
        .into_iter()
        .map(|(at, section)| (task, *at, *section));
    let floor = ends.next().map(end);
    (floor, ends.next_back().map(end))
}

fn is_ask(part: &Part) -> bool {
    matches!(part, Part::Ask(_) | Part::Choice(..))
}

fn end((task, index, section): (&Task, usize, &Section)) -> EndView {
    EndView {
        heading: fill(&section.heading, &first_case(task, index)),
        question: question(task, index, section).unwrap_or_default(),
    }
}

/// The paragraph that leads to the first ask of a section, if it is a short one of plain words.
fn question(task: &Task, index: usize, section: &Section) -> Option<String> {
    let world = first_case(task, index);
    let before = section.body.iter().take_while(|part| !is_ask(part));
    let text = before.filter_map(|part| match part {
        Part::Piece(Piece::Figure(_)) => None,
        Part::Piece(piece) => Some(fill_piece(piece, &world)),
        Part::Control(control) => Some(fill_piece(&control.value, &world)),
        _ => None,
    });
    let text: String = text.collect();
    let mut backwards = text
        .rsplit("<p>")
        .map(|text| text.trim().trim_end_matches("</p>").trim());
    let last = backwards.find(|text| !text.is_empty())?;
    let shown = is_whole(last) && plain(last).chars().count() <= GLANCE;
    shown.then(|| last.to_string())
}

/// Whether each element of a text ends in it, and none of them leads away or shows a picture.
fn is_whole(html: &str) -> bool {
    let count = |part: &str| html.matches(part).count();
    let (ends, alone) = (count("</"), count("/>"));
    let begins = count("<") - ends;
    begins == ends + alone && !html.contains("<a ") && !html.contains("<img ")
}

/// The first figure of a task that is light enough, else the lightest one.
fn figure(task: &Task, words: &Words) -> Option<String> {
    let model = without_tables(&task.model);
    let mut lightest: Option<String> = None;
    for (index, section) in task.sections.iter().enumerate() {
        let rows = section_rows(task, index);
        let none = [Row::new()];
        for row in if rows.is_empty() { &none } else { rows } {
            for figure in figures(&model, index, section, row, words) {
                if figure.len() <= LIGHT {
                    return Some(figure);
                }
                if lightest.as_ref().is_none_or(|one| figure.len() < one.len()) {
                    lightest = Some(figure);
                }
            }
        }
    }
    lightest
}

/// The figures of a section in a case, those to answer in among them.
fn figures(
    model: &Model,
    index: usize,
    section: &Section,
    row: &Row,
    words: &Words,
) -> Vec<String> {
    let world = case_of(model, index, row);
    let drawn = section.body.iter().filter_map(|part| match part {
        Part::Piece(piece @ Piece::Figure(_)) => Some(fill_piece(piece, &world)),
        Part::Ask(ask) => to_answer_in(model, *ask, row, words),
        _ => None,
    });
    drawn.filter(|figure| !figure.is_empty()).collect()
}

/// A model whose figures have no tables of their numbers below them: the home page has no room for them.
fn without_tables(model: &Model) -> Model {
    let mut model = model.clone();
    for figure in &mut model.figures {
        if let Body::Drawing(drawing) = &mut figure.body {
            drawing.data.clear();
        }
    }
    model
}

/// The first picture that is a file, as it is found from the home page.
fn image(task: &Task) -> Option<String> {
    let parts = task.sections.iter().flat_map(|section| &section.body);
    let html = parts.filter_map(|part| match part {
        Part::Piece(Piece::Html(html)) => Some(html.as_str()),
        _ => None,
    });
    let html: String = html.collect();
    let (_, tag) = html.split_once("<img src=\"")?;
    let (tag, _) = tag.split_once('>')?;
    Some(format!(
        "<img loading=\"lazy\" src=\"{}/{tag}>",
        task.path()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_shown_only_with_the_ends_of_its_elements() {
        let cases = [
            ("How many?", true),
            ("How <em>many</em> &lt; 5?", true),
            ("<math><mi>n</mi><mspace/></math>", true),
            ("How <em>many", false),
            ("So</p><ul><li>many", false),
            ("<a href=\"x\">There</a>", false),
            ("<img src=\"x\" alt=\"\">", false),
        ];
        for (html, expected) in cases {
            assert_eq!(is_whole(html), expected, "{html}");
        }
    }
}
