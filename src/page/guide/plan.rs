//! Owns the time plan of a lesson: each phase with its minutes, who works together, on what.

use crate::page::heading_text;
use crate::task::{PageWords, Section, Task, Time, time};
use serde::Serialize;

/// The plan of a lesson.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    pub lines: Vec<PlanLine>,
    /// How long all of it takes, and how much of it students sit alone at a screen, in words; empty without minutes.
    pub sum: String,
    /// The share alone at a screen is not what it should be.
    pub odd: String,
}

/// A line of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanLine {
    pub id: String,
    pub heading: String,
    pub phase: &'static str,
    /// Phase, grouping and medium in words.
    pub how: [String; 3],
    /// In words; empty where the author gives no time.
    pub minutes: String,
}

pub(super) fn view(task: &Task, words: &PageWords) -> PlanView {
    let time = time(task);
    let share = time.share().map(|share| share.to_string());
    let sum = share.as_ref().map(|share| {
        let parts = [
            time.minutes.to_string(),
            time.alone.to_string(),
            share.clone(),
        ];
        words
            .teacher
            .say("plan-sum", &parts.each_ref().map(String::as_str))
    });
    let odd = time.is_odd().then(|| {
        let [low, high] = [*Time::GOOD.start(), *Time::GOOD.end()].map(|end| end.to_string());
        words.teacher.say("plan-odd", &[&low, &high])
    });
    PlanView {
        lines: task
            .sections
            .iter()
            .map(|section| line(task, section, words))
            .collect(),
        sum: sum.unwrap_or_default(),
        odd: odd.unwrap_or_default(),
    }
}

fn line(task: &Task, section: &Section, words: &PageWords) -> PlanLine {
    let minutes = section
        .minutes
        .map(|minutes| words.page.say("minutes", &[&minutes.to_string()]));
    let medium = words
        .teacher
        .say(&format!("medium-{}", section.medium.word()), &[]);
    PlanLine {
        id: section.id.clone(),
        heading: heading_text(task, section),
        phase: section.phase.word(),
        how: [
            words.page.say(section.phase.word(), &[]),
            words.page.say(section.grouping.word(), &[]),
            medium,
        ],
        minutes: minutes.unwrap_or_default(),
    }
}
