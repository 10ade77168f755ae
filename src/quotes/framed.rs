//! Candidates by rule: a clause that a reporting verb calls for ("sagte, dass …", "betonte, … sei", "kündigte an, … zu …"),
//! where the sequence model saw nothing, or within what it saw: speech in speech.

use crate::frames::{Frames, Role, RoleRun};
use crate::looks::{Clause, Looks, is};
use crate::model::hash;
use crate::quotes::reporting::Reporting;
use crate::tagging::{ClauseKind, Pos};
use std::ops::Range;

/// Most clauses that one reporting verb calls for; no sentence of an article has that many behind a cue.
const MOST_CLAUSES: usize = 40;

/// The clauses that the reporting verbs of the text call for.
pub fn clauses(looks: &Looks, frames: &Frames) -> Vec<Range<usize>> {
    let cues = frames.runs.iter().filter(|run| run.role == Role::Cue && is_verb(looks, run));
    cues.filter_map(|cue| content(looks, cue)).collect()
}

fn is_verb(looks: &Looks, run: &RoleRun) -> bool {
    looks.tokens[run.tokens.clone()].iter().any(|look| is(look, Pos::Verb))
}

/// The words from the clause behind the cue's own to the end of the sentence, or to a clause that reports anew.
fn content(looks: &Looks, cue: &RoleRun) -> Option<Range<usize>> {
    let cue = &looks.tokens[cue.tokens.end - 1];
    let sentence = &looks.sentences[cue.sentence as usize];
    let behind = cue.clause as usize + 1..sentence.clauses.end;
    let opening = &looks.clauses[behind.clone()].first()?;
    let called_for = match opening.kind {
        ClauseKind::That | ClauseKind::Whether | ClauseKind::Infinitive => true,
        ClauseKind::Main => opening.mood >= 2,
        _ => false,
    };
    if !called_for {
        return None;
    }
    let start = opening.tokens.start;
    let goes_on = |clause: &&Clause| {
        clause.tokens.start == start || clause.kind != ClauseKind::Main || clause.mood >= 2 || clause.mood == 0
    };
    let last = looks.clauses[behind].iter().take(MOST_CLAUSES).take_while(goes_on).last()?;
    let run = trimmed(looks, start..last.tokens.end);
    (run.len() > 1).then_some(run)
}

/// What stands around a clause like "wie Meyer sagte" in its sentence: always somebody's content. Too rare in the training
/// articles (11, all of them quotations) for a model to learn.
pub fn around_as_clauses(looks: &Looks) -> Vec<Vec<Range<usize>>> {
    let as_word = hash("wie");
    let reports = |clause: &&Clause| {
        clause.first == as_word
            && clause.cue >= Reporting::ALWAYS
            && !clause.inside
            && looks.tokens[clause.tokens.clone()].iter().any(|look| look.subject)
    };
    let mut out = Vec::new();
    for sentence in &looks.sentences {
        let Some(clause) = looks.clauses[sentence.clauses.clone()].iter().find(reports) else { continue };
        let before = trimmed(looks, sentence.tokens.start..clause.tokens.start);
        let behind = trimmed(looks, clause.tokens.end..sentence.tokens.end);
        let pieces: Vec<Range<usize>> = [before, behind].into_iter().filter(|piece| piece.len() > 2).collect();
        if !pieces.is_empty() && pieces.iter().all(|piece| looks.tokens[piece.clone()].iter().all(|look| look.inside == 0)) {
            out.push(pieces);
        }
    }
    out
}

/// The run without marks at its ends.
fn trimmed(looks: &Looks, mut run: Range<usize>) -> Range<usize> {
    let empty = |at: usize| looks.tokens[at].mark || is(&looks.tokens[at], Pos::Punct);
    while run.start < run.end && empty(run.end - 1) {
        run.end -= 1;
    }
    while run.start < run.end && empty(run.start) {
        run.start += 1;
    }
    run
}
