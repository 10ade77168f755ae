//! Candidates by rule: a clause that a reporting verb calls for ("sagte, dass …", "betonte, … sei", "kündigte an, … zu …"),
//! where the sequence model saw nothing, or within what it saw: speech in speech.

use crate::frames::{Frames, Role, RoleRun};
use crate::looks::{Looks, is};
use crate::tagging::{ClauseKind, Pos};
use std::ops::Range;

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
    let goes_on = |clause: &&crate::looks::Clause| {
        clause.tokens.start == start || clause.kind != ClauseKind::Main || clause.mood >= 2 || clause.mood == 0
    };
    let last = looks.clauses[behind].iter().take_while(goes_on).last()?;
    let mut end = last.tokens.end;
    while end > start && (looks.tokens[end - 1].mark || is(&looks.tokens[end - 1], Pos::Punct)) {
        end -= 1;
    }
    (end > start + 1).then_some(start..end)
}
