//! Owns the sources of the authoring guide as they are built into the program, so that one file is enough to learn from.

/// Files of the guide with their text, by their path in its folder.
macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../guide/", $name)))),+]
    };
}

/// Every file of the guide, a site like any other.
pub const FILES: &[(&str, &str)] = built_in![
    "site.yaml",
    "tasks/a-table/task.md",
    "tasks/a-table/variants.yaml",
    "tasks/asks/task.md",
    "tasks/asks/variants.yaml",
    "tasks/begin/task.md",
    "tasks/begin/variants.yaml",
    "tasks/can-students-find-the-answers/task.md",
    "tasks/can-students-find-the-answers/variants.yaml",
    "tasks/choices-with-reasons/task.md",
    "tasks/choices-with-reasons/variants.yaml",
    "tasks/commands/task.md",
    "tasks/draw-on-a-grid/task.md",
    "tasks/draw-on-a-grid/variants.yaml",
    "tasks/estimate-and-talk/task.md",
    "tasks/estimate-and-talk/variants.yaml",
    "tasks/figures/task.md",
    "tasks/figures/variants.yaml",
    "tasks/find-one-that/task.md",
    "tasks/find-one-that/variants.yaml",
    "tasks/growing-pattern/task.md",
    "tasks/growing-pattern/variants.yaml",
    "tasks/ideas/task.md",
    "tasks/ideas/variants.yaml",
    "tasks/inverse-question/task.md",
    "tasks/inverse-question/variants.yaml",
    "tasks/judging/task.md",
    "tasks/judging/variants.yaml",
    "tasks/left-out/task.md",
    "tasks/maths/task.md",
    "tasks/maths/variants.yaml",
    "tasks/messages/task.md",
    "tasks/new-and-extend/task.md",
    "tasks/new-and-extend/variants.yaml",
    "tasks/privacy/task.md",
    "tasks/proof/task.md",
    "tasks/reference/task.md",
    "tasks/site/task.md",
    "tasks/teachers/task.md",
    "tasks/translate-a-task/task.de.md",
    "tasks/translate-a-task/task.md",
    "tasks/translate-a-task/variants.yaml",
    "tasks/translations/task.md",
    "tasks/typing/task.md",
    "tasks/typing/variants.yaml",
    "tasks/words/task.md",
    "tasks/words/variants.yaml",
    "tasks/work/task.md",
];
