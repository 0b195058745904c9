//! What comes out of the printer: the handout holds no answer, and nothing on the sheets is cut in two by the end of a page.
//! Needs Chromium and pdftotext.

mod driver;
mod pages;

use lowfloor::engine::model::{Model, Sort};
use lowfloor::engine::template::plain;
use lowfloor::page;
use lowfloor::pdf::{Paper, add, chromium};
use lowfloor::proof::key::key;
use lowfloor::publish::{Library, library, sheets, site};
use lowfloor::site::Site;
use lowfloor::task::Task;
use pages::{browser, for_teacher};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// PDFs by their path: the words of each page.
type Printed = Vec<(String, Vec<String>)>;

/// The pages of these PDFs as words with one blank between, by the path of the PDF; nothing where a program is missing.
fn printed(paper: Paper, names: [&str; 2]) -> Option<(Library, Printed)> {
    let required = std::env::var("LOWFLOOR_BROWSER").is_ok_and(|word| word == "required");
    let lacks = |what: &str| {
        assert!(!required, "LOWFLOOR_BROWSER is `required`, but {what}");
        println!("skipped: {what}");
    };
    let Ok(program) = chromium() else {
        lacks("no Chromium is installed");
        return None;
    };
    if Command::new("pdftotext").arg("-v").output().is_err() {
        lacks("no pdftotext is installed");
        return None;
    }
    let library = library(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tasks/pool-border"));
    let mut site = site(&library).expect("the theme renders");
    let mut pages = sheets(&library, &site);
    assert!(pages.len() >= 4 * library.tasks.len(), "{pages:?}");
    pages.retain(|(_, pdf)| {
        names
            .iter()
            .any(|name| pdf.ends_with(&format!("/{name}.pdf")))
    });
    let name = format!("sheets-{paper:?}-{}", names.join("-"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    add(
        &mut site,
        &pages,
        paper,
        &program,
        &folder.join("site"),
        &|_, _| {},
    )
    .expect("PDFs");
    let all = pages.into_iter().map(|(_, pdf)| {
        let words = words(&site, &pdf, &folder);
        (pdf, words)
    });
    Some((library, all.collect()))
}

fn words(site: &Site, pdf: &str, folder: &Path) -> Vec<String> {
    let file = folder.join("page.pdf");
    std::fs::write(&file, &site.files[pdf]).expect("a file");
    let text = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&file)
        .arg("-")
        .output();
    let text = String::from_utf8(text.expect("pdftotext").stdout).expect("text");
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(one_blank).collect()
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of<'a>(all: &'a [(String, Vec<String>)], task: &Task, name: &str) -> &'a [String] {
    let path = format!("teacher/{}/{name}.pdf", task.name);
    let found = all.iter().find(|(pdf, _)| *pdf == path);
    &found.unwrap_or_else(|| panic!("no {path}")).1
}

/// What a student counts or works out, in every case.
fn counted(task: &Task) -> Vec<String> {
    let model: &Model = &task.model;
    let mut found = Vec::new();
    for (index, ask) in model.asks.iter().enumerate() {
        let counts = match &ask.sort {
            Sort::Value(asked) => asked.given.is_empty(),
            Sort::Table(_) | Sort::Guess(_) => true,
            _ => false,
        };
        let rows = model.variant_of_ask(ask).map_or(&[][..], |v| &v.rows);
        for row in rows.iter().filter(|_| counts) {
            found.extend(
                key(task, index, row)
                    .answers
                    .into_iter()
                    .map(|one| one.text),
            );
        }
    }
    found
}

#[test]
fn the_handout_holds_no_answer_and_the_key_holds_them() {
    let Some((library, all)) = printed(Paper::A4, ["handout", "key"]) else {
        return;
    };
    for task in &library.tasks {
        let (handout, key) = (of(&all, task, "handout"), of(&all, task, "key"));
        let (handout, key) = (handout.join(" "), key.join(" "));
        let written = &library
            .sources
            .files
            .get(task.words)
            .expect("the words")
            .text;
        let is_told = |number: &str| {
            let mut words = written.split(|sign: char| !sign.is_alphanumeric());
            words.any(|word| word == number)
        };
        let number = |answer: &str| answer.split(' ').next().unwrap_or_default().to_string();
        // A number that the author's own words name is no secret.
        let mut answers = counted(task);
        answers.retain(|answer| !is_told(&number(answer)));
        assert!(answers.len() > 5, "{answers:?}");
        for answer in answers {
            assert!(!handout.contains(&answer), "{}: {answer}", task.name);
            let number = number(&answer);
            let bare = handout.split(' ').filter(|word| *word == number).count();
            // The numbers in front of the headings stop at that of the last section.
            let heading = number
                .parse()
                .is_ok_and(|n: usize| n <= task.sections.len());
            assert!(bare == 0 || heading, "{}: {number}", task.name);
        }
        assert!(
            key.contains("24 tiles") && key.contains("404 tiles"),
            "{key}"
        );
    }
}

/// The last words of a part of a sheet that a PDF gives back as they are: no formulas.
fn last_words(section: &page::PaperSection) -> Option<String> {
    section.parts.iter().rev().find_map(|part| {
        let points = part.points.as_ref().and_then(|points| points.last());
        let html = points.or(part.html.as_ref());
        let view = part.ask.as_ref().map(|ask| &ask.ask.view);
        let label = view.and_then(|view| match view.fields.last() {
            Some(field) if !view.finds => Some(field.label.clone()),
            _ if view.open == "words" || view.sort == "choice" => None,
            _ => Some(view.label.clone()),
        });
        let words = html
            .filter(|html| !html.contains("<math") && !html.contains("<svg"))
            .map(|html| plain(html))
            .or(label)?;
        let words: Vec<&str> = words.split_whitespace().collect();
        let last = words.get(words.len().saturating_sub(2)..).unwrap_or(&[]);
        (!last.is_empty()).then(|| last.join(" "))
    })
}

/// Finds words from a page and a place in it on.
fn find(pages: &[String], words: &str, from: (usize, usize)) -> Option<(usize, usize)> {
    let on = |page: usize| {
        let start = if page == from.0 { from.1 } else { 0 };
        let at = pages[page].get(start..)?.find(words)?;
        Some((page, start + at))
    };
    (from.0..pages.len()).find_map(on)
}

#[test]
fn no_part_of_a_sheet_is_cut_by_the_end_of_a_page() {
    for paper in [Paper::A4, Paper::Letter] {
        let Some((library, all)) = printed(paper, ["handout", "cards"]) else {
            return;
        };
        for task in &library.tasks {
            let words = library.theme.words(&task.about.language);
            let pages = of(&all, task, "handout");
            let mut at = (0, 0);
            for version in page::handout(task, &words).versions {
                for section in &version.sections {
                    let heading = format!("{} {}", section.number, plain(&section.heading));
                    let begins = find(pages, &heading, at);
                    let begins = begins.unwrap_or_else(|| panic!("no `{heading}` behind {at:?}"));
                    let Some(last) = last_words(section) else {
                        continue;
                    };
                    let ends = find(pages, &last, begins);
                    let ends = ends.unwrap_or_else(|| panic!("no `{last}` behind {begins:?}"));
                    assert_eq!(begins.0, ends.0, "{paper:?}, `{heading}` to `{last}`");
                    at = ends;
                }
            }
            let pages = of(&all, task, "cards");
            let mut at = (0, 0);
            for card in page::cards(task, &words).hints.into_iter().flatten() {
                let words = plain(&card.html);
                let words: Vec<&str> = words.split_whitespace().collect();
                let (first, last) = (words[..2].join(" "), words[words.len() - 1]);
                let begins = find(pages, &first, (at.0, 0));
                let begins = begins.unwrap_or_else(|| panic!("no `{first}` from page {}", at.0));
                let ends = find(pages, last, begins).expect("the end of a card");
                assert_eq!(begins.0, ends.0, "{paper:?}, the hint `{first} … {last}`");
                at = begins;
            }
        }
    }
}

/// What is cut when a page is laid in columns as high as a sheet: each part of it has a box for each column it lies in.
const CUT: &str = "
var main = document.querySelector('main'), most = arguments[0];
main.style.cssText = 'column-width: 186mm; column-fill: auto; height: ' + most + 'mm';
var mm = most / main.clientHeight, whole = document.querySelectorAll('.part, .row, .answer, .picture, .room, tbody tr');
return [whole.length].concat([].filter.call(whole, function (one) {
  var boxes = one.getClientRects(), high = 0;
  for (var i = 0; i < boxes.length; i++) high += boxes[i].height * mm;
  return boxes.length > 1 && high < most;
}).map(function (one) { return one.outerHTML.slice(0, 200); }));";

#[test]
fn no_room_and_no_card_is_cut_either() {
    let Some(browser) = browser() else { return };
    let folder = for_teacher("sheets-cut");
    for page in ["handout", "cards", "key"] {
        // Heights of what is printed on Letter and on A4.
        for height in [254, 272] {
            let file = folder.join(format!("{page}.html"));
            browser.open(&format!("file://{}", file.display()));
            let media = json!({ "media": "print" });
            browser.command("Emulation.setEmulatedMedia", media);
            let cut = browser.run(CUT, &[json!(height)]);
            let found = cut.as_array().expect("a list");
            assert!(found[0].as_u64() > Some(10), "{page}: {cut}");
            assert_eq!(found.len(), 1, "{page}, {height} mm: {cut}");
        }
    }
}
