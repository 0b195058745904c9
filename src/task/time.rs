//! Owns how long a lesson takes, and how much of it students sit alone at a screen.

use super::{Grouping, Medium, Section, Task};
use std::ops::RangeInclusive;

/// The minutes of a lesson, as far as its sections say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    pub minutes: u32,
    /// Minutes alone at a screen.
    pub alone: u32,
}

impl Time {
    /// The share alone at a screen, in percent, that leaves room for talk and for thought.
    pub const GOOD: RangeInclusive<u32> = 20..=40;

    /// The share alone at a screen, in percent; nothing where no section has a time.
    pub fn share(self) -> Option<u32> {
        self.alone.saturating_mul(100).checked_div(self.minutes)
    }

    /// Whether the share is not within [`Time::GOOD`].
    pub fn is_odd(self) -> bool {
        self.share()
            .is_some_and(|share| !Time::GOOD.contains(&share))
    }
}

/// How long a task takes.
pub fn time(task: &Task) -> Time {
    let alone = |section: &&Section| {
        section.grouping == Grouping::Alone && section.medium == Medium::Screen
    };
    let minutes = |section: &Section| section.minutes;
    let sum = |minutes: &mut dyn Iterator<Item = u32>| minutes.fold(0, u32::saturating_add);
    Time {
        minutes: sum(&mut task.sections.iter().filter_map(minutes)),
        alone: sum(&mut task.sections.iter().filter(alone).filter_map(minutes)),
    }
}
