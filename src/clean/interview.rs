//! Turns of an interview: by the labels before them, or by questions that stand alone.

use super::clutter::Line;
use super::kinds::Found;
use super::{Answer, leads};
use crate::analysis::BlockKind;
use std::collections::HashMap;

/// Turns with labels at least, of all labels together.
const LABELLED: usize = 4;
/// Turns of each of two sides that make an interview without questions.
const DIALOGUE: usize = 3;
/// Turns at least where only one side has labels.
const ONE_SIDED: usize = 3;
/// Questions at least.
const QUESTIONS: usize = 2;
/// Questions without any label at least.
const BARE_QUESTIONS: usize = 3;
/// Longest question that nothing but its place tells, in words.
const LONGEST: usize = 60;

/// What the turns under one name have in common.
#[derive(Clone, Copy, Default)]
struct Side {
    turns: usize,
    /// How many turns end as questions.
    questions: usize,
    /// How many follow a line without label that ends as a question.
    answers: usize,
    /// Whether it begins the interview.
    first: bool,
}

/// Tells labels and questions in the lines of the `article`.
pub(super) fn turns(lines: &[Line], article: &[usize], out: &mut [Found]) {
    let sides = sides(lines, article);
    if sides.is_empty() {
        bare(lines, article, out);
        return;
    }
    let share = |side: &Side| side.questions * 100 / side.turns + if side.first { 30 } else { 0 };
    let most = sides.values().map(share).max().unwrap_or(0);
    let two_sided = sides.len() > 1;
    let asking = |name: &str| {
        let by_turns =
            || sides.get(surname(name)).is_some_and(|side| share(side) == most && (two_sided || side.questions > side.answers));
        leads::asks(name).unwrap_or_else(by_turns)
    };
    let mut askers = false;
    for &at in article {
        let Some((name, end)) = leads::label(lines[at].text).filter(|(name, _)| sides.contains_key(surname(name))) else {
            continue;
        };
        out[at].label = end;
        if asking(name) && out[at].kind == BlockKind::Paragraph {
            out[at].kind = BlockKind::Question;
            askers = true;
        }
    }
    if askers {
        return;
    }
    // only the answers have labels
    for pair in article.windows(2) {
        let (at, next) = (pair[0], pair[1]);
        if out[at].label == 0 && out[next].label > 0 && out[at].kind == BlockKind::Paragraph && lines[at].words <= LONGEST {
            let opening = pair[0] == article[0] && !asks(lines[at].text);
            out[at].kind = if opening { BlockKind::Paragraph } else { BlockKind::Question };
        }
    }
}

/// The sides of an interview by surname or part; none where it is no interview.
fn sides<'t>(lines: &[Line<'t>], article: &[usize]) -> HashMap<&'t str, Side> {
    let mut sides: HashMap<&str, Side> = HashMap::new();
    let mut before = None;
    let mut first = true;
    for &at in article {
        let text = lines[at].text;
        let label = leads::label(text);
        if let Some((name, _)) = label {
            let side = sides.entry(surname(name)).or_default();
            side.turns += 1;
            side.questions += usize::from(asks(text));
            side.answers += usize::from(before.is_some_and(asks));
            side.first |= first;
            first = false;
        }
        before = label.is_none().then_some(text);
    }
    sides.retain(|name, side| side.turns > 1 || leads::asks(name).is_some());
    let sum = |part: fn(&Side) -> usize| sides.values().map(part).sum::<usize>();
    let turns = sum(|side| side.turns);
    // two who take turns often enough need not ask in so many words
    let dialogue = sides.len() == 2 && sides.values().all(|side| side.turns >= DIALOGUE);
    let two_sided = sides.len() > 1 && turns >= LABELLED && (dialogue || sum(|side| side.questions + side.answers) >= QUESTIONS);
    let one_sided = sides.values().any(|side| side.turns >= ONE_SIDED && side.questions + side.answers >= QUESTIONS);
    if !two_sided && !one_sided {
        sides.clear();
    }
    sides
}

/// The last word of a label: "Anna Kern" and "Kern" are one side.
fn surname(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

/// Questions that stand alone, as interviews set them in bold type.
fn bare(lines: &[Line], article: &[usize], out: &mut [Found]) {
    let question = |at: usize| {
        let text = lines[at].text;
        let quoted = text.starts_with(['„', '“', '"', '»', '«', '‚']);
        asks(text) && !quoted && (3..80).contains(&lines[at].words)
    };
    let questions = article.iter().filter(|&&at| question(at)).count();
    if questions < BARE_QUESTIONS || questions * 5 < article.len() {
        return;
    }
    for (rank, &at) in article.iter().enumerate().filter(|&(_, &at)| lines[at].words < 80) {
        // of two questions in a row the first is the end of an answer
        let posed = |rank: usize| question(article[rank]) && article.get(rank + 1).is_none_or(|&next| !question(next));
        let answered = rank + 1 < article.len() && !posed(rank + 1);
        // "Sie haben den Betrieb geerbt." between two answers
        let told = || {
            rank > 0 && lines[at].words <= 40 && addresses(lines[at].text) && out[article[rank - 1]].kind != BlockKind::Question
        };
        if out[at].kind == BlockKind::Paragraph && answered && (posed(rank) || !question(at) && told()) {
            out[at].kind = BlockKind::Question;
        }
    }
}

/// Of so many answers without labels one at least speaks of who gives it; else the writer answers questions of their own.
const LEAST_OWN: usize = 3;

/// Tells the lines that answer: those behind a question or a label up to the next. Where the last answer ends nobody tells: with
/// its first line.
pub(super) fn answers(lines: &[Line], article: &[usize], out: &mut [Found]) {
    let mut turns: Vec<Vec<usize>> = Vec::new();
    let mut sides: Vec<&str> = Vec::new();
    for &at in article {
        let labelled = out[at].label > 0;
        if labelled || out[at].kind == BlockKind::Question {
            turns.push(Vec::new());
        }
        let running = matches!(out[at].kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Lead);
        let Some(turn) = turns.last_mut().filter(|_| running) else { continue };
        // a line in marks between two turns is taken from one of them
        if labelled || !is_marked(lines[at].text) {
            turn.push(at);
        }
        if let Some((name, _)) = leads::label(lines[at].text).filter(|_| labelled) {
            sides.push(surname(name));
        }
    }
    if let Some(last) = turns.last_mut() {
        last.truncate(1);
    }
    turns.retain(|turn| !turn.is_empty());
    let own = turns.iter().filter(|turn| turn.iter().any(|&at| speaks_of_self(lines[at].text))).count();
    if sides.is_empty() && own * LEAST_OWN < turns.len() {
        return;
    }
    let answer = if sides.iter().all(|side| *side == sides[0]) { Answer::One } else { Answer::Several };
    turns.into_iter().flatten().for_each(|at| out[at].answer = Some(answer));
}

fn is_marked(text: &str) -> bool {
    text.starts_with(['„', '“', '"', '»', '«', '‚']) && text.ends_with(['“', '”', '"', '«', '»', '‘'])
}

fn speaks_of_self(text: &str) -> bool {
    let own = |word: &str| matches!(word, "ich" | "Ich" | "mir" | "Mir" | "mich" | "Mich" | "wir" | "Wir" | "uns" | "Uns");
    text.split(|c: char| !c.is_alphanumeric()).any(own)
}

fn asks(text: &str) -> bool {
    text.trim_end_matches(['“', '”', '"', '«', '»', '‘', '\'', ')']).ends_with('?')
}

/// Whether somebody is addressed as "Sie" within a sentence.
fn addresses(text: &str) -> bool {
    [" Sie", " Ihnen", " Ihr", " Ihre", " Ihrem", " Ihren", " Ihrer"].iter().any(|form| {
        text.match_indices(form).any(|(at, _)| {
            let whole = text[at + form.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            whole && text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',')
        })
    })
}
