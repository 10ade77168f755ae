//! Clutter that its place gives away: what stands behind the article's last sentence, or beside clutter.

use super::clutter::Line;
use super::lines::is_item;
use super::shapes;
use crate::analysis::ClutterReason;

/// Marks lines behind the last sentence of the article: no subheading stands there, since nothing follows it.
pub(super) fn trailing(lines: &[Line], why: &mut [Option<ClutterReason>]) {
    let sentence = |at: usize| why[at].is_none() && lines[at].ended && (lines[at].body || !lines[at].text.ends_with('?'));
    let Some(last) = (0..lines.len()).rev().find(|&at| sentence(at)) else { return };
    // a list at the end is the article's own
    let list =
        lines[last + 1..].iter().zip(&why[last + 1..]).filter(|(line, why)| why.is_none() && !line.ended).count() > LONGEST_TAIL;
    for at in last + 1..lines.len() {
        let line = &lines[at];
        let title = line.is_title() || !line.body && line.text.ends_with('?');
        if why[at].is_some()
            || line.told
            || list
            || line.closing
            || !title
            || line.text.ends_with(':')
            || is_item(line.text)
            || line.text.starts_with(['„', '»', '«', '"'])
        {
            continue;
        }
        let titled = line.text.contains(": ");
        why[at] = if line.text.ends_with('?') {
            if titled { Some(ClutterReason::Related) } else { shapes::asks_reader(line.text).then_some(ClutterReason::Comments) }
        } else if line.text.ends_with(')') || line.words < 4 {
            Some(ClutterReason::Credit)
        } else {
            Some(ClutterReason::Related)
        };
    }
}

/// Longer tails are lists.
const LONGEST_TAIL: usize = 3;

/// First words of lines that close an interview or a report, and name its authors.
const CLOSING: &[&str] = &[
    "interview",
    "gespräch",
    "das",
    "die",
    "protokoll",
    "aufgezeichnet",
    "fragen",
    "mit",
    "termin",
    "info",
    "eintritt",
    "tickets",
];

/// Whether a line, in the spelling of the phrase list, begins with one of them.
pub(super) fn is_closing(normal: &str) -> bool {
    normal.split(' ').next().is_some_and(|word| CLOSING.contains(&word.trim_end_matches(':')))
}

/// Marks groups of titles between paragraphs: subheadings stand alone, links to other articles stand together.
/// Lines with figures or brackets are rather tables.
pub(super) fn between(lines: &[Line], why: &mut [Option<ClutterReason>]) {
    let sentences = |at: &usize| why[*at].is_none() && lines[*at].ended && lines[*at].words >= 8;
    let (Some(first), Some(last)) = ((0..lines.len()).find(sentences), (0..lines.len()).rev().find(sentences)) else { return };
    let mut at = first;
    while at < last {
        let group = lines[at..].iter().take_while(|line| line.group == lines[at].group).count();
        let link = |line: &Line| {
            let title =
                line.is_title() && !line.told && !line.ended && (3..=16).contains(&line.words) && !line.text.ends_with(':');
            title && !is_item(line.text) && !line.text.contains(|c: char| c.is_numeric() || c == '(')
        };
        if (2..=6).contains(&group) && (at..at + group).all(|at| why[at].is_none() && link(&lines[at])) {
            why[at..at + group].fill(Some(ClutterReason::Related));
        }
        at += group;
    }
}

/// Marks lines that speak to the reader, or have no letters, next to clutter of their own group.
pub(super) fn beside(lines: &[Line], why: &mut [Option<ClutterReason>], headline: Option<usize>) {
    for at in 1..lines.len() {
        let (line, before) = (&lines[at], &lines[at - 1]);
        if why[at].is_some() || line.group != before.group || Some(at) == headline || line.body || line.told {
            continue;
        }
        let letters = line.text.contains(char::is_alphabetic);
        if !letters || shapes::addresses_reader(line.text) && !line.text.ends_with('?') {
            why[at] = why[at - 1];
        }
    }
}
