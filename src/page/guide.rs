//! Owns what the teacher guide of a task shows: all that the author wrote for teachers, beside what follows from the
//! maths. What is not written is not padded.

mod levels;
mod plan;
mod seen;

use super::still::first_case;
use crate::engine::template::fill;
use crate::engine::words::{Words, direction};
use crate::task::guide::{GuidePart, Said};
use crate::task::{PageWords, Phase, Task};
use levels::LevelView;
use plan::PlanView;
use seen::{Meeting, meetings};
use serde::Serialize;

pub(super) use seen::{SeenView, ideas, others, ways};

/// A teacher guide, ready for a template. Texts are finished markup where their name is not that of a plain word.
#[derive(Clone, Debug, Serialize)]
pub struct GuidePage {
    pub title: String,
    pub summary: String,
    pub language: String,
    pub direction: &'static str,
    /// Grades, standards, topics: what it is called, and what it is.
    pub facts: Vec<(String, String)>,
    /// The key idea, why this task, what is needed.
    pub opening: Vec<PartView>,
    /// What the team keeps to itself.
    pub team: String,
    pub plan: PlanView,
    pub levels: Vec<LevelView>,
    pub ways: Vec<SeenView>,
    pub ideas: Vec<SeenView>,
    /// Where two ideas, or an idea and the right answer, give the same.
    pub meetings: Vec<Meeting>,
    /// Support, extensions, the discussion, language, access, the choice of numbers.
    pub parts: Vec<PartView>,
    /// Source, author, licence: what it is called, and what it is.
    pub origin: Vec<(String, String)>,
}

/// A part of the guide.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    pub word: &'static str,
    pub title: String,
    pub html: String,
}

/// What comes before the plan.
const OPENING: [GuidePart; 3] = [GuidePart::Goal, GuidePart::Why, GuidePart::Materials];
/// What comes behind the levels.
const PARTS: [GuidePart; 8] = [
    GuidePart::Support,
    GuidePart::Extension,
    GuidePart::Select,
    GuidePart::Sequence,
    GuidePart::Connect,
    GuidePart::Language,
    GuidePart::Access,
    GuidePart::Numbers,
];

/// The teacher guide of a task.
pub fn guide(task: &Task, words: &PageWords) -> GuidePage {
    let said = &words.teacher;
    GuidePage {
        title: task.about.title.clone(),
        summary: task.about.summary.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        facts: facts(task, words),
        opening: parts(task, &OPENING, said),
        team: task.guide.team.iter().map(|said| say(task, said)).collect(),
        plan: plan::view(task, words),
        levels: levels::views(task, words),
        ways: ways(task),
        ideas: ideas(task),
        meetings: meetings(task, said),
        parts: parts(task, &PARTS, said),
        origin: origin(task, &words.page),
    }
}

/// What an author did not write for teachers: the parts of the guide, and the phases none of whose sections has a word
/// for them, each by what is to be written.
pub fn missing(task: &Task) -> Vec<String> {
    let written = |part: &GuidePart| task.guide.parts.iter().any(|(other, _)| other == part);
    let parts = OPENING.iter().chain(&PARTS);
    let parts = parts.filter(|part| !written(part));
    let said = |phase: &Phase| {
        let mut sections = task.sections.iter();
        sections.any(|section| section.phase == *phase && section.is_for_teachers())
    };
    let phases = [Phase::Launch, Phase::Discuss, Phase::Close];
    let silent = phases.iter().filter(|phase| !said(phase));
    let in_phase =
        |phase: &Phase| format!("`> [!teacher]` in a section of the phase {}", phase.word());
    let in_guide = |part: &GuidePart| format!("`> [!teacher {}]`", part.word());
    parts.map(in_guide).chain(silent.map(in_phase)).collect()
}

/// Words for teachers in the first case of their section.
fn say(task: &Task, said: &Said) -> String {
    fill(&said.says, &first_case(task, said.section))
}

fn parts(task: &Task, wanted: &[GuidePart], words: &Words) -> Vec<PartView> {
    let view = |part: &GuidePart| {
        let said = task.guide.parts.iter().filter(|(other, _)| other == part);
        let html: String = said.map(|(_, said)| say(task, said)).collect();
        (!html.is_empty()).then(|| PartView {
            word: part.word(),
            title: words.say(&format!("part-{}", part.word()), &[]),
            html,
        })
    };
    wanted.iter().filter_map(view).collect()
}

fn facts(task: &Task, words: &PageWords) -> Vec<(String, String)> {
    let about = &task.about;
    let named = |key: &str, text: String| (words.teacher.say(key, &[]), text);
    let all = vec![
        named("fact-grades", about.grades.clone()),
        named("fact-topics", about.topics.join(", ")),
        named("fact-standards", about.standards.join(", ")),
    ];
    all.into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn origin(task: &Task, words: &Words) -> Vec<(String, String)> {
    let about = &task.about;
    let all = [
        ("author", &about.author),
        ("source", &about.source),
        ("licence", &about.licence),
    ];
    let written = all.into_iter().filter(|(_, text)| !text.is_empty());
    written
        .map(|(key, text)| (words.say(key, &[]), text.clone()))
        .collect()
}
